using System.Globalization;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>SQL types that lists are ordered by.</summary>
public enum OrderType
{
    Text,
    Date,
    Number,
    Uuid,
}

/// <summary>One thing that a list is ordered by.</summary>
/// <param name="Name">Part of the cursor, so that a cursor of another ordering is recognised.</param>
/// <param name="Expression">Never null; indexed as it stands where the list is long.</param>
public sealed record OrderTerm(string Name, string Expression, OrderType Type, bool Descending = false)
{
    public string SqlType => Type switch
    {
        OrderType.Text => "text",
        OrderType.Date => "date",
        OrderType.Number => "bigint",
        _ => "uuid",
    };

    /// <summary>What is selected of an item. Days as text: those before and after all others are none that .NET has.</summary>
    internal string Column => Type == OrderType.Date ? $"({Expression})::text" : Expression;

    /// <summary>Reads that.</summary>
    internal object Value(NpgsqlDataReader reader, int ordinal) => Type switch
    {
        OrderType.Number => reader.GetInt64(ordinal),
        OrderType.Uuid => reader.GetGuid(ordinal),
        _ => reader.GetString(ordinal),
    };

    /// <summary>Whether a value of a cursor, which is a client's text, can be cast to the type.</summary>
    public bool Accepts(string value) => Type switch
    {
        OrderType.Text => !value.Contains('\0', StringComparison.Ordinal),
        OrderType.Date => value is "-infinity" or "infinity"
            || DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        OrderType.Number => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => Guid.TryParseExact(value, "D", out _),
    };
}
