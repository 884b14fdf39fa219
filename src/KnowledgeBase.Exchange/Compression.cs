using System.IO.Compression;
using ZstdSharp;

namespace KnowledgeBase.Exchange;

/// <summary>gzip (RFC 1952) and Zstandard (RFC 8878), told by the first bytes of a file and not by its name.</summary>
public static class Compression
{
    private static readonly byte[] Gzip = [0x1F, 0x8B];
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>What is in it; itself, when it is not compressed.</summary>
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

    /// <summary>A stream whose first bytes were read already.</summary>
    private sealed class BegunStream(ReadOnlyMemory<byte> begin, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> left = begin;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (left.IsEmpty) return rest.Read(buffer);
            var count = Math.Min(left.Length, buffer.Length);
            left.Span[..count].CopyTo(buffer);
            left = left[count..];
            return count;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            left.IsEmpty ? await rest.ReadAsync(buffer, cancellationToken) : Read(buffer.Span);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }

        public override async ValueTask DisposeAsync()
        {
            await rest.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
