using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Domain.Expulsions;

/// <summary>
/// Reads headcounts in words. Conventions, where words are vague: "about n" and "almost n" reach 10 % (at least 1) to both sides
/// and below; "several", "a few" and "some" are two or more; "dozens" are 24 or more; "all", "half" and "unspecified" are one or
/// more, because nobody says how many.
/// </summary>
internal static partial class HeadcountParser
{
    private static readonly string[] Units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

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
        if (Sum().Match(text) is { Success: true } s && Number(s, "a") is { } one && Number(s, "b") is { } two) return (one + two, one + two);
        if (Qualified().Match(text) is { Success: true } q && Number(q, "a") is { } n) return Qualify(q.Groups["how"].Value, n);
        if (Vague().IsMatch(text)) return (1, null);
        if (Dozens().IsMatch(text)) return (24, null);
        return Several().IsMatch(text) ? (2, null) : null;
    }

    private static (int Min, int? Max)? Qualify(string how, int n)
    {
        var margin = Math.Max(1, (int)Math.Ceiling(n * 0.1));
        return how.Trim() switch
        {
            "" or "exactly" => (n, n),
            "over" or "more than" or "a little over" => (n + 1, null),
            "at least" or "no fewer than" or "not less than" => (n, null),
            "up to" or "at most" or "no more than" => (1, n),
            "fewer than" or "less than" or "under" => n > 1 ? (1, n - 1) : null,
            "almost" or "nearly" => (Math.Max(1, n - margin), n == 1 ? 1 : n - 1),
            _ => (Math.Max(1, n - margin), n + margin),
        };
    }

    private static int? Number(Match match, string group)
    {
        var text = match.Groups[group].Value;
        var unit = Array.IndexOf(Units, text);
        if (unit >= 0) return unit;
        if (text is "a dozen" or "dozen") return 12;
        return int.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 100_000_000 ? n : null;
    }

    private static string Plain(string text) => Domain.Text.TextNormalisation.Collapse(text).ToLowerInvariant()
        .Replace("close to", "about", StringComparison.Ordinal).Replace('–', '-');

    private const string N = @"(?:\d{1,3}(?:,\d{3})+|\d+|a dozen|dozen|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)";

    // Words may follow a number ("755 employees"), but no second number: it would be dropped silently.
    private const string Tail = @"(?:\s+[^\d]*)?$";

    [GeneratedRegex($@"^(?:between\s+)?(?<a>{N})\s*(?:-|to|and|or)\s*(?<b>{N}){Tail}", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex($@"^(?<a>{N})\s+[^\d,;]+\s+and\s+(?<b>{N}){Tail}", RegexOptions.CultureInvariant)]
    private static partial Regex Sum();

    [GeneratedRegex(
        $@"^(?<how>exactly|a little over|over|more than|at least|no fewer than|not less than|up to|at most|no more than|fewer than|less than|under|almost|nearly|about|around|approximately|roughly|some|circa|ca\.|~|)\s*(?<a>{N}){Tail}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^(all|half|part|most|unspecified|unknown|not specified|an unspecified|an unknown|the whole|the entire)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();

    [GeneratedRegex(@"^dozens\b", RegexOptions.CultureInvariant)]
    private static partial Regex Dozens();

    [GeneratedRegex(@"^(several|a few|few|some|a number of|many|multiple|a significant number)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Several();
}
