using System.Runtime.CompilerServices;

namespace KnowledgeBase.Exchange.Import;

/// <summary>One line's bytes, without its end; null bytes when it was too long to be kept.</summary>
internal sealed record RawLine(int Number, byte[]? Bytes);

/// <summary>Cuts a stream into lines, and keeps no more than one line in memory.</summary>
internal static class LineReader
{
    /// <summary>Longest line, in bytes.</summary>
    public const int MaxLength = 1 << 20;

    public static async IAsyncEnumerable<RawLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation, int most = MaxLength)
    {
        var buffer = new byte[1 << 16];
        var line = new List<byte>();
        var (number, tooLong, any) = (1, false, false);
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            any = true;
            var start = 0;
            while (start < read)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                var length = (end < 0 ? read : end) - start;
                tooLong |= line.Count + length > most;
                if (!tooLong) line.AddRange(buffer.AsSpan(start, length));
                start += length;
                if (end < 0) break;
                yield return Finish();
                start++;
            }
        }

        if (any && (line.Count > 0 || tooLong)) yield return Finish();

        RawLine Finish()
        {
            if (line.Count > 0 && line[^1] == '\r') line.RemoveAt(line.Count - 1);
            var finished = new RawLine(number++, tooLong ? null : [.. line]);
            line.Clear();
            tooLong = false;
            return finished;
        }
    }
}
