using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>Points in time with their precision, as EDTF.</summary>
internal static partial class WikidataTime
{
    private const string Gregorian = "Q1985727";

    /// <param name="value">E.g. <c>+2018-03-00T00:00:00Z</c> with precision 10: March 2018. A year may be padded with zeros to eleven digits.</param>
    /// <param name="why">When null is returned.</param>
    public static EdtfDate? Read(JsonElement value, out string why)
    {
        why = "The point in time is not of the form of Wikibase.";
        if (value.Text("time") is not { } text || Form().Match(text) is not { Success: true } match || value.Number("precision") is not { } precision) return null;
        if (value.Text("calendarmodel") is not { } calendar || !calendar.EndsWith($"/{Gregorian}", StringComparison.Ordinal))
        {
            why = "The date is of the Julian calendar, and dates here are Gregorian.";
            return null;
        }

        if (value.Number("before") is > 0 || value.Number("after") is > 0)
        {
            why = "The date has a margin of its own, which EDTF does not have.";
            return null;
        }

        var year = long.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        if (text[0] == '-' || year is < 1 or > 9999)
        {
            why = "Years before 0001 and after 9999 are not kept.";
            return null;
        }

        var (y, month, day) = (year.ToString("0000", CultureInfo.InvariantCulture), match.Groups["month"].Value, match.Groups["day"].Value);
        var edtf = precision switch
        {
            >= 11 and <= 14 when month != "00" && day != "00" => $"{y}-{month}-{day}",
            10 when month != "00" => $"{y}-{month}",
            9 => y,
            8 => $"{y[..3]}X",
            _ => null,
        };
        if (edtf is null) why = precision < 8 ? "The date is known to the century or less, and EDTF level 1 has no sign for that as Wikidata means it." : "The date lacks what its precision promises.";
        else if (EdtfDate.TryParse(edtf, out var date, out var error)) return date;
        else why = error.Message;
        return null;
    }

    [GeneratedRegex(@"^[+-](?<year>\d{1,16})-(?<month>\d{2})-(?<day>\d{2})T\d{2}:\d{2}:\d{2}Z\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Form();
}
