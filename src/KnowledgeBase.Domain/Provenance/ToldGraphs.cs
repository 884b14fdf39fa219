using KnowledgeBase.Domain.Claims;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>
/// The citations as the claims on each value tell them (see <see cref="CitationGraph.AsToldBy"/>). What the claims tell that fall
/// with the sources that the graph leaves out is not forgotten: a source that had the value from what fell has it from nowhere
/// else now, whatever else it cites.
/// </summary>
internal sealed class ToldGraphs
{
    private readonly CitationGraph graph;
    private readonly Dictionary<string, List<LineageStart>> counting = [];
    private readonly Dictionary<string, CitationGraph> graphs = [];

    /// <param name="claims">Every claim on the slot, those that fall too.</param>
    /// <param name="graph">The citations below them.</param>
    public ToldGraphs(IReadOnlyList<Evidence> claims, CitationGraph graph)
    {
        this.graph = graph;
        if (graph.LeftOut.Count == 0) return;
        foreach (var value in claims.Where(c => c.Stance.Supports() && c.Value is not null && c.Rank != Rank.Deprecated).GroupBy(c => c.Value!.Identity))
        {
            var preferred = value.Where(c => c.Rank == Rank.Preferred).ToList();
            counting[value.Key] = [.. (preferred.Count > 0 ? preferred : value.ToList()).Select(c => c.Start)];
        }
    }

    /// <param name="identity">Of the value.</param>
    /// <param name="claims">Those that count for it.</param>
    public CitationGraph For(string identity, IEnumerable<Evidence> claims) => graph.LeftOut.Count == 0
        ? graph.AsToldBy(claims.Select(c => c.Start))
        : graph.AsToldBy(claims.Select(c => c.Start).Concat(counting.GetValueOrDefault(identity) ?? []).Distinct());

    /// <summary>Whether a claim falls with what is left out: it, or the source in which it was read.</summary>
    public bool Falls(Evidence claim) => (claim.ReadIn is { } readIn && graph.Falls(readIn)) || GraphOf(claim).Falls(claim.Start);

    private CitationGraph GraphOf(Evidence claim)
    {
        if (!claim.Stance.Supports() || claim.Value is null || !counting.TryGetValue(claim.Value.Identity, out var starts)) return graph;
        if (!graphs.TryGetValue(claim.Value.Identity, out var told)) graphs[claim.Value.Identity] = told = graph.AsToldBy(starts);
        return told;
    }
}
