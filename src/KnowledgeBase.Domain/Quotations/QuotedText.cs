using KnowledgeBase.Domain.Claims;

namespace KnowledgeBase.Domain.Quotations;

/// <summary>A text that quotations are looked for in. A pure function of text and quotation; time and memory grow with their lengths.</summary>
public sealed class QuotedText(string text)
{
    private readonly Lazy<string> loose = new(() => LooseText.Of(text));

    /// <summary>Length of the text, in UTF-16 code units.</summary>
    public int Length => text.Length;

    /// <summary>
    /// Looks for a quotation as the W3C's TextQuoteSelector has it: <c>exact</c> are the words, <c>prefix</c> and <c>suffix</c> what
    /// stands just before and after them. Nothing is ever found that is only similar.
    /// </summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><see cref="QuotationStatus.Exact"/>: the words are there character for character; at one place, or at several of which
    /// prefix and suffix, character for character too, single one out.</item>
    /// <item><see cref="QuotationStatus.Normalised"/>: the same, where white space, quotation marks and apostrophes, dashes, soft hyphens and
    /// the Unicode form of letters may differ in the words or, when the words are there several times, in prefix and suffix. White
    /// space between the words and prefix or suffix may be missing.</item>
    /// <item><see cref="QuotationStatus.Ambiguous"/>: they are at several places, and prefix and suffix fit none of them, or several.</item>
    /// <item><see cref="QuotationStatus.Missing"/>: they are not there. Words with nothing but white space are nowhere.</item>
    /// </list>
    /// Prefix and suffix only tell places apart: where the words stand at one place they are found, whatever is around them. A place
    /// is a place of characters: <c>cafe</c> is not in <c>café</c>, however its accent is encoded; but words may be parts of others.
    /// </remarks>
    public QuotationFinding Find(Quotation quotation)
    {
        if (string.IsNullOrWhiteSpace(quotation.Exact)) return QuotationFinding.Missing;
        var hasContext = quotation.Prefix?.Length > 0 || quotation.Suffix?.Length > 0;
        var verbatim = Count(quotation.Exact, text);
        if (verbatim == 1) return new(QuotationStatus.Exact, 1);
        if (verbatim > 1 && hasContext && Count($"{quotation.Prefix}{quotation.Exact}{quotation.Suffix}", text) == 1) return new(QuotationStatus.Exact, verbatim);

        var places = verbatim > 1 ? verbatim : Count(LooseText.Of(quotation.Exact), loose.Value);
        if (places == 0) return QuotationFinding.Missing;
        return places == 1 || (hasContext && CountInContext(quotation) == 1)
            ? new(QuotationStatus.Normalised, places)
            : new(QuotationStatus.Ambiguous, places);
    }

    private int CountInContext(Quotation quotation) => (
        from before in Glued((quotation.Prefix ?? "").TrimEnd(), isBefore: true)
        from after in Glued((quotation.Suffix ?? "").TrimStart(), isBefore: false)
        select LooseText.Of(before + quotation.Exact.Trim() + after)).Distinct().Sum(words => Count(words, loose.Value));

    /// <summary>The context with and without a space between it and the words; what is found with one is not found with the other.</summary>
    private static string[] Glued(string context, bool isBefore) => context.Length == 0 ? [""] : isBefore ? [context, $"{context} "] : [context, $" {context}"];

    private static int Count(string words, string within) => words.Length == 0 || words.Length > within.Length ? 0 : new PlaceCount(words).In(within);
}
