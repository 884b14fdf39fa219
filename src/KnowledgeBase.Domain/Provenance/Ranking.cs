using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>Orders rival values by the criteria of the acceptance rule, and notes the steps that decided on the first one.</summary>
internal static class Ranking
{
    private sealed record Criterion(ReasonKind Kind, string Text, Func<Candidate, CitationGraph, long?> Score);

    /// <summary>A higher score is better; no score cannot be judged by the criterion.</summary>
    private static readonly Criterion[] Criteria =
    [
        new(ReasonKind.NamedRoots, "Most named roots.", (c, _) => c.Corroboration.NamedRoots),
        new(ReasonKind.SourceReliability, "Best reliability among the sources that support it (F is not judged).", BestReliability),
        new(ReasonKind.ClaimCredibility, "Best credibility among the claims that support it (6 is not judged).", BestCredibility),
        new(ReasonKind.UnresolvedPublishers,
            "Most distinct publishers among supporters that do not name their source: a weak sign.", UnresolvedPublishers),
        new(ReasonKind.LatestStatement, "Latest statement.", (c, _) => c.SupportedBy.Max(e => e.StatedTo)?.DayNumber ?? -1),
        new(ReasonKind.EarliestRecorded, "Recorded first.", (c, _) => -c.SupportedBy.Min(e => e.RecordedAt)),
    ];

    /// <summary>Best first.</summary>
    public static List<Candidate> Order(IReadOnlyList<Candidate> candidates, CitationGraph graph, List<Reason> why)
    {
        var left = candidates.ToList();
        var ordered = new List<Candidate>();
        while (left.Count > 0)
        {
            var best = Best(left, graph, ordered.Count == 0 ? why : null);
            ordered.Add(best);
            left.Remove(best);
        }

        return ordered;
    }

    private static Candidate Best(List<Candidate> candidates, CitationGraph graph, List<Reason>? why)
    {
        if (candidates.Count == 1)
        {
            why?.Add(new(ReasonKind.OnlyValue, "No other value competes.", [candidates[0].Value], true));
            return candidates[0];
        }

        var remaining = candidates;
        foreach (var criterion in Criteria)
        {
            var scored = remaining.Select(c => (Candidate: c, Score: criterion.Score(c, graph))).ToList();
            var best = scored.Max(s => s.Score);
            var kept = scored.Where(s => s.Score is null || s.Score == best).Select(s => s.Candidate).ToList();
            if (kept.Count < remaining.Count)
            {
                why?.Add(new(criterion.Kind, criterion.Text, [.. kept.Select(c => c.Value)], kept.Count == 1));
            }

            remaining = kept;
            if (remaining.Count == 1) break;
        }

        return remaining[0];
    }

    private static long? BestReliability(Candidate candidate, CitationGraph graph)
    {
        var grades = candidate.SupportedBy
            .Select(e => graph.Find(e.Start.SourceId)?.Reliability)
            .Where(g => g is not null and not Reliability.F)
            .ToList();
        return grades.Count == 0 ? null : -(long)grades.Min()!.Value;
    }

    private static long? BestCredibility(Candidate candidate, CitationGraph graph)
    {
        var grades = candidate.SupportedBy
            .Select(e => e.Credibility)
            .Where(g => g is not null and not Credibility.CannotBeJudged)
            .ToList();
        return grades.Count == 0 ? null : -(long)grades.Min()!.Value;
    }

    private static long? UnresolvedPublishers(Candidate candidate, CitationGraph graph)
    {
        var told = graph.AsToldBy(candidate.SupportedBy.Select(e => e.Start));
        return candidate.SupportedBy
            .Where(e => LineageWalk.From(e.Start, told).IsUnresolved)
            .Select(e => graph.Find(e.Start.SourceId)?.PublisherId ?? e.Start.SourceId)
            .Distinct()
            .Count();
    }
}
