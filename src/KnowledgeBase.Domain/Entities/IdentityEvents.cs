namespace KnowledgeBase.Domain.Entities;

/// <summary>A curator's judgement on whether two entities are one. The numbers are stored: never changed, only added.</summary>
public enum IdentityVerdict
{
    Same = 1,
    Different = 2,
    /// <summary>It was looked into, and could not be told.</summary>
    Unsure = 3,
}

/// <summary>The lower id comes first, so that a pair has one stream.</summary>
public sealed record IdentityJudged(Guid FirstEntityId, Guid SecondEntityId, IdentityVerdict Verdict, string Reason);

/// <summary>The entity turned out to be another one, which survives. Both ids stay; whatever is said of either holds of the survivor.</summary>
/// <param name="EntityId">The absorbed one, on whose stream it is.</param>
/// <param name="SurvivorId">As it was named: it may be absorbed in turn, before or later.</param>
public sealed record EntityMerged(Guid EntityId, Guid SurvivorId, string Reason);

/// <summary>The merge was a mistake: the entity is one of its own again.</summary>
/// <param name="SurvivorId">The one that it had been merged into.</param>
public sealed record EntityUnmerged(Guid EntityId, Guid SurvivorId, string Reason);
