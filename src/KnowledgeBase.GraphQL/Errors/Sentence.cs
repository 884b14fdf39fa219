using System.Globalization;
using System.Text;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>What is said to a client, in the form that all of it has: short, one line, ended by a full stop, nothing unprintable in it.</summary>
internal static class Sentence
{
    private const int Longest = 500;

    /// <param name="message">May quote what a client sent, and be GraphQL.NET's, which ends some of its sentences with nothing.</param>
    public static string Of(string message)
    {
        // Where the parser's messages point to a specification of its own.
        var end = message.IndexOf("; for more information see ", StringComparison.Ordinal);
        var text = new StringBuilder();
        foreach (var rune in (end < 0 ? message : message[..end]).EnumerateRunes())
        {
            if (text.Length >= Longest)
            {
                text.Append('…');
                break;
            }

            // What shows nothing, or turns round what stands beside it, must not stand in a log or on a page as if it were our word.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) text.Append(rune.Value is '\n' or '\r' or '\t' ? ' ' : '\uFFFD');
            else text.Append(rune.ToString());
        }

        var said = text.ToString().TrimEnd();
        return said.TrimEnd(')', ']', '\'', '"', '”') is [.., '.' or '!' or '?'] ? said : $"{said}.";
    }
}
