using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Claims;

/// <summary>See <see cref="ClaimAsserted"/> for the meaning of each part.</summary>
public sealed record AssertClaim(
    Guid SubjectId,
    string Property,
    Value? Value,
    Stance Stance,
    Guid SourceId,
    IReadOnlyList<IReadOnlyList<Guid>> AttributedTo,
    EdtfDate? StatedOn = null,
    EdtfDate? ValidDuring = null,
    Quotation? Quotation = null,
    Guid? ReadInSourceId = null,
    string? Note = null)
{
    /// <summary>A claim that stands with other details is left as it is: for imports, which know less than a curator.</summary>
    public bool KeepsExisting { get; init; }

    public Guid ClaimId => Identifiers.Claim(SourceId, SubjectId, Property, Value, Stance, StatedOn, Quotation?.Exact);
}

/// <summary>What is registered of the ids that a claim names; the handler looks it up before the decision.</summary>
/// <param name="KindOf">The kind of a registered entity; null when none is registered under the id.</param>
/// <param name="IsSource">Whether a source is registered under the id.</param>
public sealed record ClaimContext(Func<Guid, EntityKind?> KindOf, Func<Guid, bool> IsSource);

public sealed record GradeClaim(Guid ClaimId, Credibility Grade, string Reason);

/// <param name="KeepsExisting">A claim that somebody ranked keeps its rank: for imports, which know less than a curator.</param>
public sealed record RankClaim(Guid ClaimId, Rank Rank, string Reason, bool KeepsExisting = false);

public sealed record RetractClaim(Guid ClaimId, string Reason, EdtfDate? RetractedOn);

public sealed record WithdrawClaim(Guid ClaimId, string Reason, Guid? SupersededBy);
