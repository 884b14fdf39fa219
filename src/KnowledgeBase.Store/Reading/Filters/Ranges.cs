namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>A span of days, both ends included; null where it is open.</summary>
public sealed record DayRange(DateOnly? From, DateOnly? To)
{
    /// <summary>The condition that a date with two ends may lie in the span; false when there is no date.</summary>
    internal string Overlaps(Where where, string text, string from, string to)
    {
        var inner = where.Inner();
        inner.Add($"{text} is not null");
        if (To is { } last) inner.Add($"coalesce({from}, '-infinity') <= {where.Param(last)}");
        if (From is { } first) inner.Add($"coalesce({to}, 'infinity') >= {where.Param(first)}");
        return $"({inner.Sql})";
    }
}

/// <summary>A span of numbers, both ends included; null where it is open.</summary>
public sealed record NumberRange(int? Min, int? Max)
{
    internal void AddTo(Where where, string column)
    {
        if (Min is { } min) where.Add($"{column} >= {where.Param(min)}");
        if (Max is { } max) where.Add($"{column} <= {where.Param(max)}");
    }
}
