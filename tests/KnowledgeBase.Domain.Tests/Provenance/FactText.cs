using KnowledgeBase.Domain.Provenance;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>All that a fact says, as one text, so that two can be compared.</summary>
internal static class FactText
{
    public static string Of(Fact fact) => string.Join('\n', [
        $"{fact.Status}",
        fact.Accepted is { } accepted ? Of(accepted) : "nothing accepted",
        .. fact.Alternatives.Select(Of),
        $"denials {Of(fact.Denials)}; neutral {Of(fact.Neutral)}; left out {Of(fact.LeftOut)}",
        .. fact.Why.Select(w => $"{w.Kind} {w.IsDecisive} {string.Join(',', w.Remaining.Select(v => v.Identity))}")]);

    public static string Of(Candidate c) =>
        $"{c.Value.Identity} competes={c.Competes} by {Of(c.SupportedBy)} against {Of(c.ContradictedBy)}: {Of(c.Corroboration)}";

    public static string Of(Corroboration c) =>
        $"{c.NamedRoots}/{c.UnattributedRoots}/{c.UnresolvedClaims} circular={c.IsCircular} anachronistic={c.IsAnachronistic} {c.Independence} "
        + string.Join(',', c.Roots.Select(r => $"{r.SourceId}:{r.Kind}:{r.Group}:{r.Starts.Count}"));

    private static string Of(IEnumerable<Evidence> claims) => string.Join(',', claims.Select(c => c.RecordedAt));
}
