namespace KnowledgeBase.Store.Reading.Identity;

/// <summary>Why two entities may be one. The numbers go into statements.</summary>
public enum SamenessReason
{
    /// <summary>A label or an accepted name of one is much like one of the other.</summary>
    SimilarName = 1,
    /// <summary>Two expulsions between the same parties whose announcements may be of one day.</summary>
    SamePartiesAndDates = 2,
    /// <summary>Two diplomats of one mission, with one rank or department, expelled at what may be one time.</summary>
    SamePostAndDates = 3,
    /// <summary>Arrested, recruited or the like, or begun, on one day.</summary>
    SameDay = 4,
}

/// <param name="Text">Of the one.</param>
/// <param name="OtherText">Of the other.</param>
/// <param name="Score">How much alike, up to 1.</param>
public sealed record Sameness(SamenessReason Reason, string Text, string OtherText, double Score);

/// <summary>Two entities that may be one, and that nobody judged yet.</summary>
public sealed record IdentityCandidate(Guid Entity, Guid Other, IReadOnlyList<Sameness> Reasons);

/// <param name="End">Where the next page goes on; null when everything was looked at.</param>
public sealed record IdentityCandidatePage(IReadOnlyList<Paging.Edge<IdentityCandidate>> Edges, string? End);
