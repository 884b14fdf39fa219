using System.IO.Compression;
using ZstdSharp;

namespace KnowledgeBase.Exchange;

/// <summary>gzip (RFC 1952) and Zstandard (RFC 8878), told by the first bytes of a file and not by its name.</summary>
public static class Compression
{
    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>What is in it; itself, when it is not compressed.</summary>
    /// <param name="input">The file.</param>
    /// <param name="most">Most bytes that may be in it: reading on throws <see cref="FileTooLargeException"/>. A few bytes may hold very many.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Stream> DecompressAsync(Stream input, long most, CancellationToken cancellation) =>
        new BoundedStream(await DecompressAsync(input, cancellation), most);

    /// <summary>The same, however much that is.</summary>
    public static async Task<Stream> DecompressAsync(Stream input, CancellationToken cancellation)
    {
        var begin = new byte[4];
        var length = await input.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellation);
        var whole = new BegunStream(begin.AsMemory(0, length), input);
        if (begin.AsSpan(0, length).StartsWith(Gzip)) return new GZipStream(whole, CompressionMode.Decompress);
        return begin.AsSpan(0, length).SequenceEqual(Zstandard) ? new DecompressionStream(whole, leaveOpen: false) : whole;
    }

    /// <summary>Compresses by the name's ending: <c>.gz</c>, <c>.zst</c>, or not at all. Disposing of it ends the output too.</summary>
    public static Stream For(string name, Stream output) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" => new GZipStream(output, CompressionLevel.Optimal),
        ".zst" => new CompressionStream(output, leaveOpen: false),
        _ => output,
    };

    /// <summary>Whether it says that compressed bytes are damaged or cut off.</summary>
    public static bool IsDamage(Exception e) => e is InvalidDataException or ZstdException or EndOfStreamException;
}
