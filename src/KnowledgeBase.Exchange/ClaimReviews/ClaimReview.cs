using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.ClaimReviews;

/// <summary>What the base makes of one value that is claimed.</summary>
/// <param name="Rating">In a few words.</param>
/// <param name="Explanation">Why.</param>
/// <param name="SupportedBy">The claims that make it, in the order in which they were recorded.</param>
/// <param name="Roots">Where their lineages end, as far as that counts.</param>
/// <param name="IsAccepted">Whether it is what the base accepts.</param>
internal sealed record ClaimReview(
    ExportedFact Fact, Value Value, string Rating, string Explanation, IReadOnlyList<Evidence> SupportedBy, IReadOnlyList<Root> Roots, bool IsAccepted)
{
    /// <summary>The accepted value and its rivals, best first; then those that are denied and nobody claims.</summary>
    public static IEnumerable<ClaimReview> Of(ExportedFact exported)
    {
        var fact = exported.Fact;
        if (fact.Accepted is { } accepted)
        {
            var isContested = fact.Status == FactStatus.Contested;
            var why = fact.Why.LastOrDefault(w => w.IsDecisive)?.Text;
            yield return Candidate(exported, accepted, isContested ? "Accepted, contested" : "Accepted, uncontested", why, true);
        }

        foreach (var rival in fact.Alternatives) yield return Candidate(exported, rival, "Contested, not accepted", null, false);
        var claimed = fact.Alternatives.Append(fact.Accepted).OfType<Candidate>().Select(c => c.Value.Identity).ToHashSet();
        foreach (var denied in fact.Denials.Select(d => d.Value).OfType<Value>().Where(v => claimed.Add(v.Identity)))
        {
            yield return new(exported, denied, "Denied, claimed by nobody", $"{Count(fact.Denials.Count, "denial")}.", [], [], false);
        }
    }

    private static ClaimReview Candidate(ExportedFact fact, Candidate candidate, string rating, string? why, bool isAccepted)
    {
        var c = candidate.Corroboration;
        var explanation = string.Join(' ', new[]
        {
            why, $"{Count(c.NamedRoots, "named root")}, {Count(c.UnattributedRoots, "unattributed root")}, {Count(c.UnresolvedClaims, "claim")} of unknown origin; {Count(candidate.ContradictedBy.Count, "denial")}.",
        }.OfType<string>());
        return new(
            fact, candidate.Value, rating, explanation, [.. candidate.SupportedBy.OrderBy(e => e.RecordedAt)], [.. c.Roots.Where(r => r.Kind != RootKind.Unresolved)], isAccepted);
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : FormattableString.Invariant($"{count} {what}s");
}
