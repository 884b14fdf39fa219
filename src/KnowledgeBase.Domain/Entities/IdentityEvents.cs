namespace KnowledgeBase.Domain.Entities;

/// <summary>A curator's finding on whether two entities are one. The numbers are stored: never changed, only added.</summary>
public enum IdentityVerdict
{
    /// <summary>They are one. Merging them is another step.</summary>
    Same = 1,
    /// <summary>They are two.</summary>
    Different = 2,
    /// <summary>It was looked into, and cannot be told.</summary>
    Unsure = 3,
}

/// <summary>The lower id comes first, so that a pair has one stream.</summary>
public sealed record IdentityJudged(Guid FirstEntityId, Guid SecondEntityId, IdentityVerdict Verdict, string Reason);

/// <summary>An entity turned out to be another one. Both ids stay; what is recorded about the first counts for the second.</summary>
/// <param name="EntityId">The one that is absorbed.</param>
/// <param name="SurvivorId">The one that it is. When that is absorbed itself, whatever it is absorbed into.</param>
public sealed record EntityMerged(Guid EntityId, Guid SurvivorId, string Reason);

/// <summary>A merge was wrong: the entity stands for itself again.</summary>
/// <param name="SurvivorId">The one that it had been merged into.</param>
public sealed record EntityUnmerged(Guid EntityId, Guid SurvivorId, string Reason);
