using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Domain.Time;

/// <summary>Reads EDTF level 1.</summary>
internal static partial class EdtfParser
{
    private sealed record Span(DateOnly? Earliest, DateOnly? Latest);

    public static bool TryParse(string? text, [NotNullWhen(true)] out EdtfDate? date, [NotNullWhen(false)] out EdtfError? error)
    {
        date = null;
        var given = text ?? "";
        text = given.Trim();
        if ((error = Any(text, out var span)) is not null)
        {
            // Positions are counted in what the caller gave.
            error = error with { Position = error.Position + given.Length - given.TrimStart().Length };
            return false;
        }

        date = new(text, span!.Earliest, span.Latest);
        return true;
    }

    private static EdtfError? Any(string text, out Span? span)
    {
        span = null;
        if (text.Length == 0) return new("DATE_MALFORMED", "A date is needed here.", 0);
        if (text.Length > EdtfDate.MaxLength) return new("DATE_TOO_LONG", $"A date has at most {EdtfDate.MaxLength} characters.", EdtfDate.MaxLength);
        return text.Contains('/') ? Interval(text, out span) : Single(text, 0, out span);
    }

    private static EdtfError? Interval(string text, out Span? span)
    {
        span = null;
        var slash = text.IndexOf('/');
        if (text.IndexOf('/', slash + 1) is var second and > 0) return new("DATE_MALFORMED", "An interval has two sides.", second);
        if (Side(text[..slash], 0, out var from) is { } left) return left;
        if (Side(text[(slash + 1)..], slash + 1, out var to) is { } right) return right;
        if (from is null && to is null) return new("DATE_MALFORMED", "An interval needs a date on one side at least.", 0);
        if ((from?.Earliest is { } first && to?.Latest is { } last && first > last) || RunsBackInOneDay(text[..slash], text[(slash + 1)..]))
        {
            return new("DATE_REVERSED", "The interval ends before it begins.", slash + 1);
        }

        span = new(from?.Earliest, to?.Latest);
        return null;
    }

    /// <summary>Two times of one day are compared where they are written in one zone.</summary>
    private static bool RunsBackInOneDay(string left, string right) =>
        DateTimeForm().Match(left) is { Success: true } from && DateTimeForm().Match(right) is { Success: true } to
        && from.Groups["date"].Value == to.Groups["date"].Value && from.Groups["zone"].Value == to.Groups["zone"].Value
        && string.CompareOrdinal(from.Groups["time"].Value, to.Groups["time"].Value) > 0;

    /// <summary>Nothing (unknown) and <c>..</c> (open) are no bound.</summary>
    private static EdtfError? Side(string text, int at, out Span? span)
    {
        span = null;
        return text is "" or ".." ? null : Single(text, at, out span);
    }

    private static EdtfError? Single(string text, int at, out Span? span)
    {
        span = null;
        if (FarYear().IsMatch(text))
        {
            return new("DATE_OUT_OF_RANGE", "Years before 0001 and after 9999 are not kept.", at);
        }

        if (DateTimeForm().Match(text) is { Success: true } moment)
        {
            return Clock(moment, at) ?? Day(moment.Groups["date"].Value, at, out span);
        }

        return Form().Match(text) is { Success: true } match
            ? Day(match.Groups["date"].Value, at, out span)
            : new("DATE_MALFORMED", $"“{text}” is not an EDTF level 1 date such as 2021-03, 1971~ or 2018-03-26/2018-04-01.", at);
    }

    private static EdtfError? Clock(Match match, int at)
    {
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        (string Name, int Highest)[] parts = [("hour", 23), ("minute", 59), ("second", 59), ("zoneHour", 14), ("zoneMinute", 59)];
        var wrong = parts.FirstOrDefault(p => Part(p.Name) > p.Highest).Name;
        return wrong is null ? null : new("DATE_IMPOSSIBLE", "There is no such time of day.", at + match.Groups[wrong].Index);
    }

    /// <summary>A year, month or day, whose last digits may be X.</summary>
    private static EdtfError? Day(string text, int at, out Span? span)
    {
        span = null;
        var first = int.Parse(text[..4].Replace('X', '0'), CultureInfo.InvariantCulture);
        var last = int.Parse(text[..4].Replace('X', '9'), CultureInfo.InvariantCulture);
        if (last == 0) return new("DATE_OUT_OF_RANGE", "There is no year 0000 here.", at);
        if (text.Length == 4) return Done(new(Math.Max(first, 1), 1, 1), new(last, 12, 31), out span);
        first = Math.Max(first, 1);
        var month = text[5..7];
        if (month == "XX") return Done(new(first, 1, 1), new(last, 12, 31), out span);
        var m = int.Parse(month, CultureInfo.InvariantCulture);
        if (text.Length == 7 && m is (21 or 23)) return Done(new(first, 1, 1), new(last, 12, 31), out span);
        if (text.Length == 7 && m is (22 or 24)) return Done(OverNewYear(first - 1, 12, 1), OverNewYear(last + 1, 3, 31), out span);
        if (m is < 1 or > 12) return new("DATE_IMPOSSIBLE", $"There is no month {month}.", at + 5);
        if (text.Length == 7 || text[8..] == "XX") return Done(new(first, m, 1), new(last, m, DateTime.DaysInMonth(last, m)), out span);
        var d = int.Parse(text[8..], CultureInfo.InvariantCulture);
        return d < 1 || d > DateTime.DaysInMonth(first, m)
            ? new("DATE_IMPOSSIBLE", $"{text[..7]} has no day {text[8..]}.", at + 8)
            : Done(new(first, m, d), new(last, m, d), out span);
    }

    private static EdtfError? Done(DateOnly earliest, DateOnly latest, out Span? span)
    {
        span = new(earliest, latest);
        return null;
    }

    /// <summary>The day, or the first or last one of the years that are kept.</summary>
    private static DateOnly OverNewYear(int year, int month, int day) =>
        year < 1 ? DateOnly.MinValue : year > 9999 ? DateOnly.MaxValue : new(year, month, day);

    // Unspecified digits of level 1: 201X, 20XX, 2004-XX, 1985-04-XX, 1985-XX-XX.
    [GeneratedRegex(@"^(?<date>\d{4}(-\d{2}(-\d{2}|-XX)?|-XX(-XX)?)?|\d{3}X|\d{2}XX)[?~%]?\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^(?<date>\d{4}-\d{2}-\d{2})T(?<time>(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2}))(?<zone>Z|[+-](?<zoneHour>\d{2})(:(?<zoneMinute>\d{2}))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex DateTimeForm();

    // Negative years, and years of more than four digits.
    [GeneratedRegex(@"^(-\d{4}|Y-?\d+)", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex FarYear();
}
