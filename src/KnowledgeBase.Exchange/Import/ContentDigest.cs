using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Exchange.Import;

/// <summary>SHA-256 of the lines of files: neither of empty ones, CRs and byte order marks, nor of how the lines are cut into files.</summary>
internal sealed class ContentDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] read = new byte[1 << 16];
    private readonly byte[] kept = new byte[(1 << 16) + 1];

    public async Task AddAsync(Stream file, CancellationToken cancellation)
    {
        var (last, isFirst) = ((byte)'\n', true);
        int length;
        while ((length = await file.ReadAtLeastAsync(read, Encoding.UTF8.Preamble.Length, throwOnEndOfStream: false, cancellation)) > 0)
        {
            var from = isFirst && read.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            isFirst = false;
            var count = 0;
            foreach (var b in read.AsSpan(from, length - from))
            {
                if (b == '\r' || (b == '\n' && last == '\n')) continue;
                kept[count++] = last = b;
            }

            hash.AppendData(kept, 0, count);
        }

        if (last != '\n') hash.AppendData("\n"u8);
    }

    /// <summary>In lower-case hexadecimal digits. Called once, after all files.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
