using KnowledgeBase.Domain.Claims;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>A standing claim, as far as it decides a fact.</summary>
/// <param name="StatedTo">Last day on which it may have been stated (its own date, else its source's); null when unknown.</param>
/// <param name="ReadIn">The source in which the words were read, when it was not the claim's own.</param>
/// <param name="IsErased">What it said was erased: nobody can tell any more what it supports.</param>
/// <param name="RecordedAt">Position in the log at which it was first recorded.</param>
public sealed record Evidence(
    Guid ClaimId,
    Value? Value,
    Stance Stance,
    Rank Rank,
    Credibility? Credibility,
    LineageStart Start,
    DateOnly? StatedTo,
    long RecordedAt,
    Guid? ReadIn = null,
    bool IsErased = false);
