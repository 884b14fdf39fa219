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
    public Guid ClaimId => Identifiers.Claim(SourceId, SubjectId, Property, Value, Stance, StatedOn, Quotation?.Exact);
}

/// <summary>What is registered of the ids that a claim names; the handler looks it up before the decision.</summary>
public sealed record ClaimContext(IReadOnlyDictionary<Guid, EntityKind> Entities, IReadOnlySet<Guid> Sources);

public sealed record GradeClaim(Guid ClaimId, Credibility Grade, string Reason);

public sealed record RankClaim(Guid ClaimId, Rank Rank, string Reason);

public sealed record RetractClaim(Guid ClaimId, string Reason, EdtfDate? RetractedOn);

public sealed record WithdrawClaim(Guid ClaimId, string Reason, Guid? SupersededBy);
