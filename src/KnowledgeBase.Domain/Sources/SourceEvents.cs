using System.Text.Json.Serialization;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Sources;

/// <summary>How a source describes itself.</summary>
/// <param name="Url">In normal form (<see cref="UrlNormalForm"/>).</param>
/// <param name="PublisherId">The outlet or body that published it; null when it is its own publisher or unknown.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="IsOriginalReporting">The curator found that it reports from its own observation and not from others.</param>
public sealed record SourceDescription(
    SourceKind Kind,
    string Title,
    string? Url = null,
    Guid? PublisherId = null,
    EdtfDate? PublishedOn = null,
    string? Language = null,
    bool IsOriginalReporting = false);

/// <param name="IsErased">It was a natural person, whose details were erased since.</param>
public sealed record SourceRegistered(
    Guid SourceId, string Key, SourceDescription Description, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsErased = false);

/// <summary>The description was completed or corrected; the whole new one.</summary>
public sealed record SourceDescribed(Guid SourceId, SourceDescription Description);

/// <param name="WasConsulted">True when the curator read the cited source too, false when only the citing one.</param>
public sealed record SourceCited(Guid SourceId, Guid CitedId, CitationManner Manner, bool WasConsulted, string? Note = null);

public sealed record CitationRemoved(Guid SourceId, Guid CitedId, string Reason);

public sealed record SourceReliabilityGraded(Guid SourceId, Reliability Grade, string Reason);

/// <summary>What a source looked like at some time. The bytes themselves are kept beside the log, under their hash.</summary>
/// <param name="Sha256">Of the bytes as they were taken, in lower-case hexadecimal digits; empty when the content was erased.</param>
/// <param name="MediaType">E.g. <c>text/html</c>, with <c>;charset=…</c> when one was named.</param>
/// <param name="Length">In bytes; 0 when the content was erased.</param>
/// <param name="TakenAt">When it was taken (not when we recorded it), to the millisecond.</param>
/// <param name="Url">Where it was taken from, when that is not the source's own address; in normal form.</param>
public sealed record SourceSnapshotTaken(Guid SourceId, string Sha256, string MediaType, long Length, DateTimeOffset TakenAt, string? Url = null);

/// <summary>The publisher took the whole source back.</summary>
public sealed record SourceRetracted(Guid SourceId, string Reason, EdtfDate? RetractedOn = null);

/// <summary>The lower id comes first, so that a pair has one stream.</summary>
public sealed record IndependenceJudged(Guid FirstSourceId, Guid SecondSourceId, IndependenceVerdict Verdict, string Reason);
