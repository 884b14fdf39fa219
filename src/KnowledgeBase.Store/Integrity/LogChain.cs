using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>
/// The chain of hashes over the log: each recorded request is sealed by the SHA-256 of the seal before it and of its events, with
/// all their metadata. An event that is altered, removed, inserted or moved breaks the chain from its seal on.
/// </summary>
/// <remarks>
/// A payload goes in as an HMAC under a key of its own, derived from the seal's salt and the event's position. When a payload is
/// erased, its HMAC is kept in its place and the salt is dropped (the keys of the other events of the seal are written down
/// before): the chain still holds, and nobody can try guesses of what the payload was.
/// </remarks>
internal sealed class LogChain : IDisposable
{
    /// <summary>Format of new seals. In format 1 the salt itself was hashed, too, so that it cannot be dropped.</summary>
    public const short Format = 2;

    /// <summary>
    /// The columns that are sealed, in their order, and after them what an erasure left: the event's own key, and the HMAC of the
    /// payload that it had. <c>jsonb</c> has one text for one content.
    /// </summary>
    public const string Events = """
        select v.seq_id, v.id, v.stream_id, v.version, v.type, v.timestamp, v.tenant_id, v.correlation_id, v.causation_id, v.user_name, v.headers::text,
               v.is_archived, v.data::text, k.key, x.mac
        from log.mt_events v left join log.event_key k on k.position = v.seq_id left join log.erased x on x.position = v.seq_id
        """;

    /// <summary>What the first seal follows.</summary>
    public static byte[] Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[]? salt;

    /// <param name="salt">Null when it was dropped: every event has a key of its own then, or was erased.</param>
    public LogChain(byte[] previous, byte[]? salt, short format)
    {
        this.salt = salt;
        hash.AppendData(previous);
        if (format == 1 && salt is not null) hash.AppendData(salt);
    }

    /// <summary>Adds the event of the reader's row, which is one of <see cref="Events"/>.</summary>
    public void Add(NpgsqlDataReader row)
    {
        var position = row.GetInt64(0);
        Add(position);
        Add(row.GetGuid(1));
        Add(row.GetGuid(2));
        Add(row.GetInt64(3));
        Add(row.GetString(4));
        Add(new DateTimeOffset(row.GetDateTime(5)).UtcTicks);
        for (var i = 6; i <= 10; i++) Add(row.IsDBNull(i) ? null : row.GetString(i));
        Add(row.GetBoolean(11) ? 1 : 0);
        hash.AppendData(row.IsDBNull(14) ? Mac(row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13), position, row.GetString(12)) : row.GetFieldValue<byte[]>(14));
    }

    public byte[] Seal() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();

    /// <summary>The key of one event's payload.</summary>
    public static byte[] KeyOf(byte[] salt, long position)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return HMACSHA256.HashData(salt, bytes);
    }

    public static byte[] Mac(byte[] key, string payload) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(payload));

    // Without a salt and a key of its own, an event was never sealed or lost its key: an empty one makes that a broken seal.
    private byte[] Mac(byte[]? own, long position, string payload) => Mac(own ?? (salt is null ? [] : KeyOf(salt, position)), payload);

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private void Add(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        hash.AppendData(bytes);
    }

    /// <summary>With its length, so that two texts cannot run together; -1 for none.</summary>
    private void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        hash.AppendData(bytes);
    }
}
