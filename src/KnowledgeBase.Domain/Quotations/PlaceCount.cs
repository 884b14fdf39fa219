using System.Globalization;

namespace KnowledgeBase.Domain.Quotations;

/// <summary>Counts the places of a text within another in linear time, whatever the two are (Knuth, Morris and Pratt).</summary>
internal sealed class PlaceCount
{
    private readonly string words;
    private readonly int[] fallback;

    public PlaceCount(string words)
    {
        this.words = words;
        fallback = new int[words.Length];
        for (int i = 1, matched = 0; i < words.Length; i++)
        {
            while (matched > 0 && words[i] != words[matched]) matched = fallback[matched - 1];
            if (words[i] == words[matched]) matched++;
            fallback[i] = matched;
        }
    }

    /// <summary>Places that begin and end between characters: not within a surrogate pair, and not between a letter and its accents.</summary>
    public int In(string text)
    {
        var (count, matched) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (matched == 0)
            {
                var skipped = text.AsSpan(i).IndexOf(words[0]);
                if (skipped < 0) break;
                i += skipped;
            }

            while (matched > 0 && text[i] != words[matched]) matched = fallback[matched - 1];
            if (text[i] == words[matched]) matched++;
            if (matched < words.Length) continue;
            if (IsBoundary(text, i + 1 - words.Length) && IsBoundary(text, i + 1)) count++;
            matched = fallback[matched - 1];
        }

        return count;
    }

    private static bool IsBoundary(string text, int index) => index <= 0 || index >= text.Length || !Joins(text, index);

    /// <summary>Whether what stands here belongs to the character before it.</summary>
    private static bool Joins(string text, int index) => char.IsLowSurrogate(text[index]) ? char.IsHighSurrogate(text[index - 1]) : Marks.IsAt(text, index);
}

/// <summary>Accents, vowel signs and other marks that are written on the character before them.</summary>
internal static class Marks
{
    public static bool IsAt(string text, int index) => text[index] >= '\u0300'
        && CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
