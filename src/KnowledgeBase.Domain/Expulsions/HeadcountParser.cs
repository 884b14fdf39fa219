using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Domain.Expulsions;

/// <summary>
/// Reads headcounts in words. Conventions, where words are vague: "about n" reaches 10 % (rounded up, at least 1) to both sides,
/// "almost n" as far below n but not up to it; "several", "a few" and "some" are two or more; "dozens" are 24 or more; "all", "half"
/// and "unspecified" are one or more, because nobody says how many. Words may follow a number ("755 employees"); a text with a further
/// number that is not understood is refused, because reading one of the two would drop the other silently.
/// </summary>
internal static partial class HeadcountParser
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out Headcount? value, [NotNullWhen(false)] out string? error)
    {
        (value, error) = (null, null);
        text = text?.Trim() ?? "";
        if (text.Length == 0) error = "A headcount is needed here, such as 3, over 100 or several.";
        else if (text.Length > Headcount.MaxLength) error = $"A headcount has at most {Headcount.MaxLength} characters.";
        else if (text.StartsWith('-')) error = "A headcount is not negative.";
        else if (Read(Plain(text)) is not { } range) error = $"“{text}” is not a headcount such as 3, over 100, about 25, 3 to 5 or several.";
        else if (range.Min < 1 || range.Max < range.Min) error = "A headcount is one or more, and a range does not end before it begins.";
        else value = new(range.Min, range.Max, text);
        return value is not null;
    }

    private static (int Min, int? Max)? Read(string text)
    {
        if (Between().Match(text) is { Success: true } b && Number(b, "a") is { } from && Number(b, "b") is { } to) return (from, to);
        if (Sum().Match(text) is { Success: true } s && Number(s, "a") is { } one && Number(s, "b") is { } two) return Both(one, two);
        if (Qualified().Match(text) is { Success: true } q && Number(q, "a") is { } n) return Qualify(q.Groups["how"].Value, n);
        if (OrMore().Match(text) is { Success: true } o && Number(o, "a") is { } m) return Qualify(o.Groups["how"].Value, m);
        if (Vague().IsMatch(text)) return (1, null);
        if (Dozens().IsMatch(text)) return (24, null);
        return Several().IsMatch(text) ? (2, null) : null;
    }

    /// <summary>Each group has somebody in it: "0 diplomats and 7 staff" is refused.</summary>
    private static (int Min, int? Max)? Both(int one, int two) => one < 1 || two < 1 ? (0, 0) : (one + two, one + two);

    private static (int Min, int? Max)? Qualify(string how, int n)
    {
        var margin = Math.Max(1, (n + 9) / 10);
        return how switch
        {
            "" or "exactly" or "all" => (n, n),
            "over" or "more than" or "a little over" => (n + 1, null),
            "at least" or "no fewer than" or "not less than" or "+" or "or more" => (n, null),
            "up to" or "at most" or "no more than" or "or fewer" or "or less" => (1, n),
            "fewer than" or "less than" or "under" => n > 1 ? (1, n - 1) : (0, 0),
            _ when n < 1 => (0, 0),
            "almost" or "nearly" => (Math.Max(1, n - margin), n == 1 ? 1 : n - 1),
            _ => (Math.Max(1, n - margin), n + margin),
        };
    }

    private static int? Number(Match match, string group) => NumberWords.Read(match.Groups[group].Value);

    private static string Plain(string text) => Domain.Text.TextNormalisation.Collapse(text).ToLowerInvariant()
        .Replace("close to", "about", StringComparison.Ordinal).Replace('–', '-');

    private const string N = NumberWords.Pattern;

    private const string Counting = $@"\b(?:{NumberWords.Any}|several|few|some|many|half|or more|or fewer|or less|or so|at least|at most)\b";

    private const string Tail = $@"(?:\s+(?!.*{Counting})\D*)?\z";

    [GeneratedRegex($@"^(?:between\s(?<a>{N})\sand\s(?<b>{N})|(?:from\s|between\s)?(?<a>{N})\s?(?:-|to|or)\s?(?<b>{N})){Tail}", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex($@"^(?<a>{N})\s(?:(?!{Counting})[^\d,;])+\sand\s(?<b>{N}){Tail}", RegexOptions.CultureInvariant)]
    private static partial Regex Sum();

    [GeneratedRegex(
        $@"^(?<how>exactly|all|a little over|over|more than|at least|no fewer than|not less than|up to|at most|no more than|fewer than|less than|under|almost|nearly|about|around|approximately|roughly|some|circa|ca\.|~|)\s?(?<a>{N}){Tail}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Qualified();

    [GeneratedRegex($@"^(?<a>{N})\s?(?<how>\+|or more|or fewer|or less|or so){Tail}", RegexOptions.CultureInvariant)]
    private static partial Regex OrMore();

    [GeneratedRegex(@"^(all|half|part|most|unspecified|unknown|not specified|an unspecified|an unknown|the whole|the entire)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();

    [GeneratedRegex(@"^dozens\b", RegexOptions.CultureInvariant)]
    private static partial Regex Dozens();

    [GeneratedRegex(@"^(several|a few|few|some|a number of|many|multiple|a significant number)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Several();
}
