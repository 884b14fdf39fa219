using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Domain.Ids;

/// <summary>Name-based UUIDs, version 5 (RFC 9562, section 5.5).</summary>
public static class NameBasedUuid
{
    /// <param name="namespaceId">Namespace of the name.</param>
    /// <param name="name">Hashed as UTF-8.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Version 5 is defined with SHA-1; nothing secret depends on it.")]
    public static Guid Create(Guid namespaceId, string name)
    {
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        namespaceId.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
