using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Store.Snapshots;

/// <summary>Turns bytes into text, or says that they are none: nothing is guessed and nothing replaced.</summary>
internal static partial class Charsets
{
    /// <summary>How far into a page its own statement of its charset is looked for, as browsers do.</summary>
    private const int Head = 1024;

    /// <summary>Browsers read these as windows-1252, and so were the pages meant that name them.</summary>
    private static readonly string[] Western = ["iso-8859-1", "iso8859-1", "latin1", "l1", "ascii", "us-ascii", "cp1252"];

    /// <param name="bytes">A byte order mark in them goes before every other statement, as in browsers.</param>
    /// <param name="named">What the media type says; null when it says nothing.</param>
    /// <param name="isHtml">Whether the bytes may state it themselves. Without any statement they are UTF-8.</param>
    /// <param name="text">Without a byte order mark.</param>
    /// <param name="error">A sentence.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, string? named, bool isHtml, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        (text, error) = (null, null);
        var (marked, length) = ByteOrderMark(bytes);
        var charset = marked ?? named ?? (isHtml ? StatedIn(bytes) : null) ?? "utf-8";
        if (Find(charset) is not { } encoding)
        {
            error = $"There is no charset “{(charset.Length > 40 ? charset[..40] + "…" : charset)}”.";
            return false;
        }

        try
        {
            text = encoding.GetString(bytes[length..]);
        }
        catch (ArgumentException)
        {
            error = $"The bytes are not {encoding.WebName}. Name the charset that they are in, as in text/html;charset=windows-1252.";
            return false;
        }

        // Text has none; bytes that are decoded as what they are not often do. PostgreSQL stores none either.
        if (!text.Contains('\0')) return true;
        (text, error) = (null, "The bytes are no text: there is a U+0000 in them.");
        return false;
    }

    private static Encoding? Find(string charset)
    {
        var name = Western.Contains(charset, StringComparer.OrdinalIgnoreCase) ? "windows-1252"
            : charset.Equals("utf8", StringComparison.OrdinalIgnoreCase) ? "utf-8"
            : charset;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static (string? Charset, int Length) ByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? ("utf-8", 3)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? ("utf-16BE", 2)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? ("utf-16", 2)
        : (null, 0);

    private static string? StatedIn(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Head)]);
        if (Meta().Match(head) is not { Success: true } match) return null;
        var stated = match.Groups["charset"].Value;
        // The statement could be read as ASCII, so it is not in UTF-16, whatever it says.
        return stated.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? "utf-8" : stated;
    }

    [GeneratedRegex("""<meta\s[^>]*charset\s*=\s*["']?\s*(?<charset>[A-Za-z0-9_:.+-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Meta();
}
