using System.Globalization;

namespace KnowledgeBase.Domain.Expulsions;

/// <summary>English numbers up to 100,000,000, in digits or in words: 1,200, twelve, twenty-five, a dozen, two hundred.</summary>
internal static class NumberWords
{
    /// <summary>Regular expression of all that <see cref="Read"/> may be given, in lower case with single spaces.</summary>
    public const string Pattern = $@"(?:(?:(?:{Digits}|{Words}|a)\s)?(?:{Scales})|{Digits}|{Words})";

    /// <summary>Regular expression of words that count, also those that are not read.</summary>
    public const string Any = $"zero|{Words}|(?:{Scales}|million|billion)s?";

    private const string Digits = @"(?:\d{1,3}(?:,\d{3})+|\d+)";

    private const string Ones = "one|two|three|four|five|six|seven|eight|nine";

    // Twenty-five is never left at twenty, with five as the other end of a range.
    private const string Words = $"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:{Ones})|(?!-(?:{Ones})\\b))"
        + $"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|zero|{Ones}|ten)";

    private const string Scales = "dozen|hundred|thousand";

    private const int Largest = 100_000_000;

    private static readonly string[] Units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <returns>Null when it is no number, or a larger one than is read.</returns>
    public static int? Read(string text)
    {
        var words = text.Split(' ');
        var scale = words[^1] switch { "dozen" => 12, "hundred" => 100, "thousand" => 1_000, _ => 1 };
        var count = scale > 1 && (words.Length == 1 || words[0] == "a") ? 1 : Plain(words[0]);
        return count * scale is { } product and <= Largest ? (int)product : null;
    }

    private static long? Plain(string word)
    {
        var parts = word.Split('-');
        if (Array.IndexOf(Tens, parts[0]) is var tens and >= 0) return ((tens + 2) * 10) + (parts.Length > 1 ? Array.IndexOf(Units, parts[1]) : 0);
        if (Array.IndexOf(Units, word) is var unit and >= 0) return unit;
        var digits = word.Replace(",", "", StringComparison.Ordinal);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
    }
}
