using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.History;

/// <summary>Tells each kind of event. One that is missing here fails a test.</summary>
public static class Stories
{
    private static readonly Dictionary<Type, Func<ToldEvent, Story>> Tellers = new()
    {
        [typeof(CountryRegistered)] = EntityStories.Registered,
        [typeof(OrganisationRegistered)] = EntityStories.Registered,
        [typeof(DiplomatRegistered)] = EntityStories.Registered,
        [typeof(PersonRegistered)] = EntityStories.Registered,
        [typeof(ExpulsionRegistered)] = EntityStories.Registered,
        [typeof(EpisodeRegistered)] = EntityStories.Registered,
        [typeof(EntityRelabelled)] = t => EntityStories.Relabelled(t, (EntityRelabelled)t.Data),
        [typeof(IdentityJudged)] = t => EntityStories.Judged((IdentityJudged)t.Data),
        [typeof(EntityMerged)] = t => EntityStories.Merged((EntityMerged)t.Data),
        [typeof(EntityUnmerged)] = t => EntityStories.Unmerged((EntityUnmerged)t.Data),
        [typeof(SourceRegistered)] = t => SourceStories.Registered((SourceRegistered)t.Data),
        [typeof(SourceDescribed)] = t => SourceStories.Described(t, (SourceDescribed)t.Data),
        [typeof(SourceCited)] = t => SourceStories.Cited(t, (SourceCited)t.Data),
        [typeof(CitationRemoved)] = t => SourceStories.CitationRemoved(t, (CitationRemoved)t.Data),
        [typeof(SourceReliabilityGraded)] = t => SourceStories.Graded(t, (SourceReliabilityGraded)t.Data),
        [typeof(SourceSnapshotTaken)] = t => SourceStories.SnapshotTaken((SourceSnapshotTaken)t.Data),
        [typeof(SourceRetracted)] = t => SourceStories.Retracted((SourceRetracted)t.Data),
        [typeof(IndependenceJudged)] = t => SourceStories.Judged(t, (IndependenceJudged)t.Data),
        [typeof(SubjectErased)] = t => ErasureStories.Erased((SubjectErased)t.Data),
        [typeof(ClaimAsserted)] = t => AssertionStories.Asserted(t, (ClaimAsserted)t.Data),
        [typeof(ClaimCredibilityGraded)] = t => ClaimStories.Graded(t, (ClaimCredibilityGraded)t.Data),
        [typeof(ClaimRanked)] = t => ClaimStories.Ranked(t, (ClaimRanked)t.Data),
        [typeof(ClaimRetracted)] = t => ClaimStories.Retracted(t, (ClaimRetracted)t.Data),
        [typeof(ClaimWithdrawn)] = t => ClaimStories.Withdrawn(t, (ClaimWithdrawn)t.Data),
    };

    /// <summary>The events that have a story.</summary>
    public static IReadOnlyCollection<Type> Told => Tellers.Keys;

    public static Story Tell(ToldEvent told) => Tellers.TryGetValue(told.Data.GetType(), out var tell)
        ? tell(told)
        : throw new InvalidOperationException($"No story is told of a {told.Data.GetType().Name} (position {told.Position}).");
}
