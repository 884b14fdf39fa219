using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Sources;

/// <param name="Key">A slug; without one the URL in normal form is the natural key.</param>
public sealed record RegisterSource(string? Key, SourceDescription Description)
{
    public string NaturalKey => Key ?? Description.Url ?? "";

    public Guid SourceId => Identifiers.Source(NaturalKey);

    /// <summary>One that is registered already stays as it is, however it is described: for imports, which know less than a curator.</summary>
    public bool KeepsExisting { get; init; }

    /// <summary>A description that stood in for what nobody knew yet, and gives way to this one.</summary>
    public SourceDescription? InsteadOf { get; init; }
}

public sealed record DescribeSource(Guid SourceId, SourceDescription Description);

/// <param name="KeepsExisting">A citation that is recorded already stays as it is, whatever is said of it: for imports, which know less than a curator.</param>
public sealed record CiteSource(Guid SourceId, Guid CitedId, CitationManner Manner, bool WasConsulted, string? Note, bool KeepsExisting = false);

public sealed record RemoveCitation(Guid SourceId, Guid CitedId, string Reason);

public sealed record GradeSource(Guid SourceId, Reliability Grade, string Reason);

public sealed record RetractSource(Guid SourceId, string Reason, EdtfDate? RetractedOn);

public sealed record JudgeIndependence(Guid SourceId, Guid OtherSourceId, IndependenceVerdict Verdict, string Reason);

/// <param name="Bytes">As they were taken.</param>
/// <param name="MediaType">As a server or the client named it, with or without a charset.</param>
/// <param name="Url">In normal form.</param>
public sealed record TakeSnapshot(Guid SourceId, byte[] Bytes, string MediaType, DateTimeOffset TakenAt, string? Url = null)
{
    private string? sha256;

    public string Sha256 => sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Of a text that is no longer in the bytes that it was taken in: it is kept as UTF-8, whatever charset it had.</summary>
    public static TakeSnapshot OfText(Guid sourceId, string text, string mediaType, DateTimeOffset takenAt, string? url = null) =>
        new(sourceId, Encoding.UTF8.GetBytes(text), $"{mediaType.Split(';')[0].Trim()};charset=utf-8", takenAt, url);
}
