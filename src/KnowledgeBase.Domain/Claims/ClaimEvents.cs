using System.Text.Json.Serialization;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Claims;

/// <summary>The source's exact words, as in the W3C Web Annotation TextQuoteSelector.</summary>
public sealed record Quotation(string Exact, string? Prefix = null, string? Suffix = null);

/// <summary>One source's statement of one value for one property of one entity.</summary>
/// <param name="Property">Name in the property registry, e.g. <c>Expulsion.headcount</c>.</param>
/// <param name="Value">Null when the source denies, declines to comment or speculates without naming a value.</param>
/// <param name="AttributedTo">
/// "According to …": each chain leads from the source that the claim names, nearest first, towards where it has it from.
/// Goes before the citations of the claim's source. Empty when the claim names nobody.
/// </param>
/// <param name="StatedOn">When the source spoke (not when we recorded it).</param>
/// <param name="ValidDuring">When the value held in the world.</param>
/// <param name="ReadInSourceId">The source in which the curator read these words, when it was not the source itself.</param>
/// <param name="Note">The curator's remark; never the source's words.</param>
/// <param name="IsErased">What it said of a natural person was erased since: it has no value any more, whatever its stance.</param>
public sealed record ClaimAsserted(
    Guid ClaimId,
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
    string? Note = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsErased = false);

public sealed record ClaimCredibilityGraded(Guid ClaimId, Credibility Grade, string Reason);

public sealed record ClaimRanked(Guid ClaimId, Rank Rank, string Reason);

/// <summary>The source took it back.</summary>
public sealed record ClaimRetracted(Guid ClaimId, string Reason, EdtfDate? RetractedOn = null);

/// <summary>We recorded it wrongly.</summary>
public sealed record ClaimWithdrawn(Guid ClaimId, string Reason, Guid? SupersededBy = null);
