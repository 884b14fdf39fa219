using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.Recording;

/// <summary>
/// The wire name of each event: pinned, so that renaming a class changes nothing that is stored. A changed payload gets a new
/// version and an upcaster from the old one; a name is never used again.
/// </summary>
public static class EventNames
{
    public static IReadOnlyDictionary<Type, string> All { get; } = new Dictionary<Type, string>
    {
        [typeof(CountryRegistered)] = "country_registered.v1",
        [typeof(OrganisationRegistered)] = "organisation_registered.v1",
        [typeof(DiplomatRegistered)] = "diplomat_registered.v1",
        [typeof(PersonRegistered)] = "person_registered.v1",
        [typeof(ExpulsionRegistered)] = "expulsion_registered.v1",
        [typeof(EpisodeRegistered)] = "episode_registered.v1",
        [typeof(EntityRelabelled)] = "entity_relabelled.v1",
        [typeof(IdentityJudged)] = "identity_judged.v1",
        [typeof(EntityMerged)] = "entity_merged.v1",
        [typeof(EntityUnmerged)] = "entity_unmerged.v1",
        [typeof(SourceRegistered)] = "source_registered.v1",
        [typeof(SourceDescribed)] = "source_described.v1",
        [typeof(SourceCited)] = "source_cited.v1",
        [typeof(CitationRemoved)] = "citation_removed.v1",
        [typeof(SourceReliabilityGraded)] = "source_reliability_graded.v1",
        [typeof(SourceSnapshotTaken)] = "source_snapshot_taken.v1",
        [typeof(SourceRetracted)] = "source_retracted.v1",
        [typeof(IndependenceJudged)] = "independence_judged.v1",
        [typeof(ClaimAsserted)] = "claim_asserted.v1",
        [typeof(ClaimCredibilityGraded)] = "claim_credibility_graded.v1",
        [typeof(ClaimRanked)] = "claim_ranked.v1",
        [typeof(ClaimRetracted)] = "claim_retracted.v1",
        [typeof(ClaimWithdrawn)] = "claim_withdrawn.v1",
        [typeof(SubjectErased)] = "subject_erased.v1",
    };
}
