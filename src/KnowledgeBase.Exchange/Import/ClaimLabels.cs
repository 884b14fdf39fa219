using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Exchange.Import;

/// <summary>The labels (<c>ref</c>) of an import's claims, for later records of it. A label takes the room of its hash, and there are at most <see cref="Most"/>.</summary>
internal sealed class ClaimLabels
{
    /// <summary>What fits into about 100 MB of memory.</summary>
    public const int Most = 2_000_000;

    private readonly Dictionary<UInt128, Guid> claims = [];

    public bool IsFull => claims.Count >= Most;

    /// <returns>False when an earlier claim has the label.</returns>
    public bool TryAdd(string label, Guid claim) => claims.TryAdd(Hash(label), claim);

    public bool TryFind(string label, out Guid claim) => claims.TryGetValue(Hash(label), out claim);

    private static UInt128 Hash(string label) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(label)));
}
