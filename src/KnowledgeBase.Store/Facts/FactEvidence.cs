using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Facts;

/// <summary>From rows to what the acceptance rule takes; the same for the projection and for every query.</summary>
public static class FactEvidence
{
    /// <summary>
    /// Neither retracted nor withdrawn, and not said by a source that was retracted as a whole; nor, after a merge, a relation of an
    /// entity to itself.
    /// </summary>
    public static bool Stands(ClaimRow claim, CitationGraph graph) =>
        claim.Standing == Standing.Standing && (claim.Value is not EntityValue value || value.EntityId != claim.Subject) && graph.Find(claim.Source) is not { IsRetracted: true };

    public static Evidence Of(ClaimRow claim, CitationGraph graph) => new(
        claim.Id, claim.Value, claim.Stance, claim.Rank, claim.Credibility, new(claim.Source, claim.AttributedTo.Chains),
        claim.StatedTo ?? graph.Find(claim.Source)?.PublishedTo, claim.Recorded, claim.ReadIn, claim.IsErased);
}
