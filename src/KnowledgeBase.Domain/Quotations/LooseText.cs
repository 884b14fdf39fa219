using System.Text;

namespace KnowledgeBase.Domain.Quotations;

/// <summary>The form in which two texts are the same that differ in nothing but how they were typed and set.</summary>
internal static class LooseText
{
    /// <summary>
    /// Most marks on one character that are put into order together, as in Unicode's stream-safe format; further ones are ordered
    /// among themselves. No language has so many, and ordering endless ones takes more than linear time.
    /// </summary>
    private const int MostMarks = 30;

    private const string DoubleMarks = "«»“”„‟⹂「」『』〝〞〟﹁﹂﹃﹄＂｢｣";
    private const string SingleMarks = "‘’‚‛‹›ʼ´`＇";
    private const string Dashes = "‐‑‒–—―−﹘﹣－";

    private static readonly System.Buffers.SearchValues<char> Invisible = System.Buffers.SearchValues.Create("\u00AD\u200B\u2060\uFEFF");

    /// <summary>
    /// Without soft hyphens and spaces of no width; in Unicode form C; each run of white space one space, none at the ends; every
    /// double quotation mark <c>"</c>, every single one and every apostrophe <c>'</c>, every dash and hyphen <c>-</c>. Total.
    /// </summary>
    public static string Of(string text)
    {
        var composed = Composed(WithoutInvisible(text));
        var result = new StringBuilder(composed.Length);
        var pending = false;
        foreach (var c in composed)
        {
            if (char.IsWhiteSpace(c))
            {
                pending = result.Length > 0;
                continue;
            }

            if (pending) result.Append(' ');
            pending = false;
            result.Append(Plain(c));
        }

        return result.ToString();
    }

    private static char Plain(char c) => c < '\u0080' && c != '`' ? c
        : DoubleMarks.Contains(c) ? '"'
        : SingleMarks.Contains(c) ? '\''
        : Dashes.Contains(c) ? '-'
        : c;

    private static string WithoutInvisible(string text)
    {
        if (text.AsSpan().IndexOfAny(Invisible) < 0) return text;
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Invisible.Contains(c)) result.Append(c);
        }

        return result.ToString();
    }

    private static string Composed(string text)
    {
        var result = new StringBuilder(text.Length);
        var (start, marks) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i])) continue;
            marks = Marks.IsAt(text, i) ? marks + 1 : 0;
            if (marks <= MostMarks) continue;
            result.Append(ComposedPiece(text[start..i]));
            (start, marks) = (i, 1);
        }

        return result.Append(ComposedPiece(text[start..])).ToString();
    }

    private static string ComposedPiece(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair, or U+FFFE: there is no normal form of it, so it is the same only as itself.
            return text;
        }
    }
}
