using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading.Filters;

/// <summary>Conditions of a statement, all of which hold, and the parameters they use.</summary>
public sealed class Where(Parameters parameters, Lens lens)
{
    private readonly List<string> conditions = [];

    public Lens Lens => lens;

    /// <summary>The read model's tables as the statement sees them.</summary>
    public LensTables Tables { get; } = new(lens, parameters);

    public string Sql => conditions.Count == 0 ? "true" : string.Join(" and ", conditions);

    public void Add(string condition) => conditions.Add(condition);

    /// <returns>The parameter's place in the statement.</returns>
    public string Param<T>(T value)
        where T : notnull => parameters.Add(value);

    /// <summary>Adds a condition when the value is given.</summary>
    public void When<T>(T? value, Func<string, string> condition)
        where T : class
    {
        if (value is not null) Add(condition(Param(value)));
    }

    /// <summary>Adds a condition on some entities, when they are given: on what they are now, if they were merged into others.</summary>
    public void WhenEntities(IReadOnlyList<Guid>? ids, Func<string, string> condition)
    {
        if (ids is not null) Add(condition(Survivors(ids)));
    }

    /// <summary>An array of the survivors of entities.</summary>
    public string Survivors(IReadOnlyList<Guid> ids) => $"array(select a.survivor from {Tables.Entities} a where a.id = any({Param(ids.ToArray())}))";

    /// <summary>Adds that something is, or is not, so.</summary>
    public void When(bool? value, string condition)
    {
        if (value is { } wanted) Add(wanted ? $"({condition})" : $"({condition}) is not true");
    }

    public Where Inner() => new(parameters, lens);
}

/// <summary>Conditions on the items of a list. Everything that is given must hold.</summary>
public abstract record Filter
{
    /// <summary>All of these hold too.</summary>
    public IReadOnlyList<Filter>? And { get; init; }

    /// <summary>At least one of these holds; none does when the list is empty.</summary>
    public IReadOnlyList<Filter>? Or { get; init; }

    /// <summary>This does not hold.</summary>
    public Filter? Not { get; init; }

    public string ToSql(Where outer)
    {
        var where = outer.Inner();
        AddTo(where);
        foreach (var filter in And ?? []) where.Add(filter.ToSql(outer));
        if (Or is not null) where.Add(Or.Count == 0 ? "false" : $"({string.Join(" or ", Or.Select(f => f.ToSql(outer)))})");
        if (Not is not null) where.Add($"({Not.ToSql(outer)}) is not true");
        return $"({where.Sql})";
    }

    protected abstract void AddTo(Where where);
}
