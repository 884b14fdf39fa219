using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>
/// Accepts a value from the standing claims of one slot. Pure, the same for every lens, and independent of the order of the
/// claims. Where the graph leaves sources out, the claims that fall with them are no claims. Each criterion strikes out the values that are worse by it and leaves the rest to the next one; a value without a
/// judged grade (none, F or 6) is neither better nor worse and stays. A statement without a date counts as the oldest.
/// </summary>
public static class FactResolution
{
    /// <param name="claims">Every standing claim of the slot, in any order.</param>
    /// <param name="graph">The citations below their sources.</param>
    public static Fact Resolve(Property property, IEnumerable<Evidence> claims, CitationGraph graph)
    {
        var all = claims.OrderBy(c => c.RecordedAt).ThenBy(c => c.ClaimId).ToList();
        var told = new ToldGraphs(all, graph);
        var fallen = graph.LeftOut.Count == 0 ? [] : all.Where(told.Falls).ToList();
        if (fallen.Count > 0) all = [.. all.Except(fallen)];
        var leftOut = all.Where(c => c.Rank == Rank.Deprecated).ToList();
        var counted = all.Where(c => c.Rank != Rank.Deprecated).ToList();
        var denials = counted.Where(c => c.Stance.Contradicts()).ToList();
        var neutral = counted.Where(c => !c.Stance.Contradicts() && !c.Stance.Supports()).ToList();
        var preferred = counted.Any(c => c.Stance.Supports() && c.Rank == Rank.Preferred);
        var candidates = counted
            .Where(c => c.Stance.Supports() && c.Value is not null)
            .GroupBy(c => c.Value!.Identity)
            .Select(g => CandidateOf([.. g], denials, preferred, told))
            .ToList();

        var why = new List<Reason>();
        var competing = candidates.Where(c => c.Competes).ToList();
        if (leftOut.Count > 0) Note(ReasonKind.DeprecatedLeftOut, $"{leftOut.Count} claim(s) ranked deprecated were left out.");
        if (preferred) Note(ReasonKind.PreferredOnly, "A curator ranked claims as preferred; only these compete.");
        var ranked = Ranking.Order(competing, graph, why);
        var others = Ranking.Order([.. candidates.Where(c => !c.Competes)], graph, []);
        var accepted = ranked.FirstOrDefault();
        return new(
            property, StatusOf(accepted, candidates.Count, all.Count, denials.Count), accepted,
            [.. ranked.Skip(1), .. others], denials, neutral, leftOut, fallen, why);

        void Note(ReasonKind kind, string text) => why.Add(new(kind, text, [.. competing.Select(c => c.Value)], false));
    }

    private static FactStatus StatusOf(Candidate? accepted, int values, int claims, int denials) => accepted switch
    {
        not null when values > 1 || accepted.ContradictedBy.Count > 0 => FactStatus.Contested,
        not null => FactStatus.Uncontested,
        null when denials > 0 => FactStatus.Denied,
        null when claims > 0 => FactStatus.Unsupported,
        _ => FactStatus.Unknown,
    };

    private static Candidate CandidateOf(List<Evidence> supporters, List<Evidence> denials, bool preferred, ToldGraphs graphs)
    {
        // Only the preferred claims of a value count for it where preferred ones compete; a value without any keeps its own.
        var competes = !preferred || supporters.Any(c => c.Rank == Rank.Preferred);
        var counting = preferred && competes ? supporters.Where(c => c.Rank == Rank.Preferred).ToList() : supporters;
        var identity = supporters[0].Value!.Identity;
        var contradicting = denials.Where(d => d.Value is null || d.Value.Identity == identity).ToList();
        var graph = graphs.For(identity, counting);
        var lineages = counting.Select(c => (c.Start, LineageWalk.From(c.Start, graph))).ToList();
        return new(supporters[0].Value!, counting, contradicting, Corroboration.Of(lineages, graph), competes, graph);
    }
}
