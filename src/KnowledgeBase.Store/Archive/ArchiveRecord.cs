using System.Text.Json;

namespace KnowledgeBase.Store.Archive;

/// <summary>A piece of what a base is made of. All of them, in their order, make the same base again.</summary>
public abstract record ArchiveRecord;

/// <param name="Position">Of the last event, 0 when there is none.</param>
/// <param name="Origin">Hash of the first seal. It is salted, so no two logs have the same.</param>
/// <param name="Head">Hash of the last seal, which stands for all that is before it.</param>
public sealed record ArchiveHead(int Version, long Position, byte[]? Origin = null, byte[]? Head = null) : ArchiveRecord;

/// <summary>What a source looked like; it comes before the events that name its hash.</summary>
public sealed record ArchivedContent(string Sha256, byte[] Bytes, IReadOnlyList<ArchivedText> Texts) : ArchiveRecord;

public sealed record ArchivedText(string MediaType, string Text, string Unseen);

/// <param name="Key">Of the payload's seal, when the seal's salt was dropped.</param>
/// <param name="Erased">Of the payload that was sealed, when this one was put in its place.</param>
public sealed record ArchivedEvent(
    long Position, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset RecordedAt, JsonElement Data, string? Actor = null, string? Request = null,
    string? CausedBy = null, JsonElement? Headers = null, byte[]? Key = null, ArchivedErasure? Erased = null) : ArchiveRecord;

/// <param name="By">Position of the event that tells of the erasure.</param>
public sealed record ArchivedErasure(byte[] Mac, long By);

/// <summary>Of a request; it comes after its last event.</summary>
public sealed record ArchivedSeal(long First, long Last, byte[] Hash, short Format, byte[]? Salt = null) : ArchiveRecord;

/// <summary>The answer of a request with an idempotency key.</summary>
public sealed record ArchivedReceipt(string Id, JsonElement Data) : ArchiveRecord;

public sealed record ArchivedImport(
    Guid Id, string Format, string Actor, string State, long Records, long Refused, long Events, DateTimeOffset BegunAt, DateTimeOffset ChangedAt) : ArchiveRecord;

/// <summary>The last one: what ends otherwise is not whole.</summary>
public sealed record ArchiveEnd(long Events) : ArchiveRecord;
