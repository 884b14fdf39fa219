using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>Orders rival values by the criteria of the acceptance rule, and notes the steps that decided on the first one.</summary>
internal static class Ranking
{
    private sealed record Criterion(ReasonKind Kind, string Text, Func<Candidate, CitationGraph, long?> Score, bool MayBeUnjudged = false);

    /// <summary>A higher score is better; no score cannot be judged by the criterion.</summary>
    private static readonly Criterion[] Criteria =
    [
        new(ReasonKind.NamedRoots, "Most named roots.", (c, _) => c.Corroboration.NamedRoots),
        new(ReasonKind.SourceReliability, "Best reliability among the sources that support it (F is not judged).", BestReliability, true),
        new(ReasonKind.ClaimCredibility, "Best credibility among the claims that support it (6 is not judged).", BestCredibility, true),
        new(ReasonKind.UnresolvedPublishers,
            "Most distinct publishers among supporters that do not name their source: a weak sign.", UnresolvedPublishers),
        new(ReasonKind.LatestStatement, "Latest statement.", (c, _) => c.SupportedBy.Max(e => e.StatedTo)?.DayNumber ?? -1),
        new(ReasonKind.EarliestRecorded, "Recorded first.", (c, _) => -c.SupportedBy.Min(e => e.RecordedAt)),
    ];

    /// <summary>A value and its scores, each counted once: a score may take a walk through the lineages.</summary>
    private sealed class Contender(Candidate candidate, CitationGraph graph)
    {
        private readonly Dictionary<Criterion, long?> scores = new(ReferenceEqualityComparer.Instance);

        public Candidate Candidate => candidate;

        public long? Score(Criterion criterion)
        {
            if (!scores.TryGetValue(criterion, out var score)) scores[criterion] = score = criterion.Score(candidate, graph);
            return score;
        }
    }

    /// <summary>Best first.</summary>
    public static List<Candidate> Order(IReadOnlyList<Candidate> candidates, CitationGraph graph, List<Reason> why)
    {
        var left = candidates.Select(c => new Contender(c, graph)).ToList();
        var ordered = new List<Contender>();
        while (left.Count > 0)
        {
            var best = Best(left, ordered.Count == 0 ? why : null);
            ordered.Add(best);
            left.Remove(best);
            if (!IsTotal(left)) continue;
            ordered.AddRange(Sorted(left));
            break;
        }

        return [.. ordered.Select(c => c.Candidate)];
    }

    /// <summary>Each criterion judges all or none of them, so that striking out one after the other is the same as sorting, and much slower.</summary>
    private static bool IsTotal(List<Contender> contenders) =>
        Criteria.Where(c => c.MayBeUnjudged).All(c => contenders.DistinctBy(o => o.Score(c) is null).Count() <= 1);

    private static IEnumerable<Contender> Sorted(List<Contender> contenders) =>
        Criteria.Aggregate(contenders.OrderBy(_ => 0), (order, criterion) => order.ThenByDescending(c => c.Score(criterion)));

    private static Contender Best(List<Contender> contenders, List<Reason>? why)
    {
        if (contenders.Count == 1)
        {
            why?.Add(new(ReasonKind.OnlyValue, "No other value competes.", [contenders[0].Candidate.Value], true));
            return contenders[0];
        }

        var remaining = contenders;
        foreach (var criterion in Criteria)
        {
            var best = remaining.Max(c => c.Score(criterion));
            var kept = remaining.Where(c => c.Score(criterion) is null || c.Score(criterion) == best).ToList();
            if (kept.Count < remaining.Count)
            {
                why?.Add(new(criterion.Kind, criterion.Text, [.. kept.Select(c => c.Candidate.Value)], kept.Count == 1));
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
