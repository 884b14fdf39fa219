namespace KnowledgeBase.Store.Reading.Sums;

/// <summary>What expulsions can be counted by.</summary>
public enum ExpulsionGrouping
{
    ExpellingParty = 1,
    SendingParty = 2,
    Year = 3,
    Measure = 4,
    Status = 5,
    Publicity = 6,
    Month = 7,
    Episode = 8,
}

/// <summary>How groups are read from an expulsion's row (alias <c>x</c>).</summary>
internal static class GroupColumns
{
    private static readonly Dictionary<ExpulsionGrouping, string> Expressions = new()
    {
        [ExpulsionGrouping.ExpellingParty] = "x.expelling_party::text",
        [ExpulsionGrouping.SendingParty] = "x.sending_party::text",
        [ExpulsionGrouping.Year] = Period("YYYY"),
        [ExpulsionGrouping.Month] = Period("YYYY-MM"),
        [ExpulsionGrouping.Measure] = "x.measure",
        [ExpulsionGrouping.Status] = "x.status",
        [ExpulsionGrouping.Publicity] = "x.publicity",
    };

    /// <summary>The one of an expulsion's set: an expulsion may belong to several episodes.</summary>
    public static bool IsOfSet(ExpulsionGrouping grouping) => grouping == ExpulsionGrouping.Episode;

    public static string Of(ExpulsionGrouping grouping) => Expressions[grouping];

    /// <summary>Null where the day is unknown or may lie in several of these periods: nothing is guessed into one of them.</summary>
    private static string Period(string format) =>
        $"case when to_char(x.announced_from, '{format}') = to_char(x.announced_to, '{format}') then to_char(x.announced_from, '{format}') end";
}
