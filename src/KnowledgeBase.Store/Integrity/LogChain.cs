using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>
/// The chain of hashes over the log: each recorded request is sealed by the SHA-256 of the seal before it, of a salt and of its
/// events, with all their metadata. An event that is altered, removed, inserted or moved breaks the chain from its seal on.
/// </summary>
/// <remarks>
/// The payload goes in as an HMAC under a key derived from the salt and the event's position, so that a payload can be erased, its
/// HMAC kept and its key dropped, without breaking the chain and without leaving anything to guess at.
/// </remarks>
internal sealed class LogChain : IDisposable
{
    /// <summary>The columns that are sealed, in their order. <c>jsonb</c> has one text for one content.</summary>
    public const string Columns =
        "seq_id, id, stream_id, version, type, timestamp, tenant_id, correlation_id, causation_id, user_name, headers::text, is_archived, data::text";

    /// <summary>What the first seal follows.</summary>
    public static byte[] Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] salt;

    public LogChain(byte[] previous, byte[] salt)
    {
        this.salt = salt;
        hash.AppendData(previous);
        hash.AppendData(salt);
    }

    /// <summary>Adds the event of the reader's row, whose columns are <see cref="Columns"/>.</summary>
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
        hash.AppendData(HMACSHA256.HashData(KeyOf(position), Encoding.UTF8.GetBytes(row.GetString(12))));
    }

    public byte[] Seal() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();

    private byte[] KeyOf(long position)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return HMACSHA256.HashData(salt, bytes);
    }

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
