using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

/// <summary>What a list can be ordered by: each term in both directions.</summary>
public abstract class OrderByType : EnumerationGraphType
{
    protected OrderByType(string name, string what, params ReadOnlySpan<(string Name, OrderTerm Term, string Description)> terms)
    {
        Name = name;
        Description = $"What {what} are ordered by.";
        foreach (var (term, value, text) in terms)
        {
            Add($"{term}_ASC", value, $"{text}, ascending.");
            Add($"{term}_DESC", value with { Descending = true }, $"{text}, descending.");
        }
    }
}

public sealed class EntityOrderType() : OrderByType("EntityOrder", "countries, organisations, persons and episodes",
    ("LABEL", EntityOrders.Label, "By label"),
    ("KEY", EntityOrders.Key, "By natural key"));

public sealed class ExpulsionOrderType() : OrderByType("ExpulsionOrder", "expulsions",
    ("ANNOUNCED_ON", EntityOrders.Announced, "By the first possible day of the accepted announcement, unknown days before all others"),
    ("EXECUTED_ON", EntityOrders.Executed, "By the first possible day of the accepted execution, unknown days before all others"),
    ("HEADCOUNT", EntityOrders.Headcount, "By the smallest possible accepted number, unknown numbers before all others"),
    ("LABEL", EntityOrders.Label, "By label"),
    ("KEY", EntityOrders.Key, "By natural key"));

public sealed class SourceOrderType() : OrderByType("SourceOrder", "sources",
    ("TITLE", SourceQueries.Title, "By title"),
    ("PUBLISHED_ON", SourceQueries.Published, "By the first possible day of publication, unknown days before all others"));

public sealed class ClaimOrderType() : OrderByType("ClaimOrder", "claims",
    ("RECORDED", ClaimQueries.Recorded, "By when it was first recorded"),
    ("STATED_ON", ClaimQueries.Stated, "By the first possible day of the statement, unknown days before all others"));

/// <summary>Reads a list of expulsions: order, page and filter.</summary>
internal static class ExpulsionArguments
{
    public static ListRequest Read(IResolveFieldContext context)
    {
        var ordering = EntityOrders.Expulsions(context.Order());
        return new(ordering, context.Page(ordering), context.Filter<ExpulsionFilterType>());
    }
}

/// <summary>Reads a list of entities of any other kind: order, page and filter.</summary>
internal static class EntityArguments
{
    /// <param name="name">Of the list, which its cursors hold.</param>
    public static ListRequest Read<TFilter>(IResolveFieldContext context, string name)
        where TFilter : IFilterReader
    {
        var ordering = EntityOrders.Entities(name, context.Order());
        return new(ordering, context.Page(ordering), context.Filter<TFilter>());
    }
}

/// <summary>Reads a list of changes, which have one order: page and filter.</summary>
internal static class ChangeArguments
{
    public static ListRequest Read(IResolveFieldContext context) =>
        new(ChangeQueries.Ordering, context.Page(ChangeQueries.Ordering), context.Filter<ChangeFilterType>());
}

/// <summary>Reads a list of claims: order, page and filter.</summary>
internal static class ClaimArguments
{
    public static ListRequest Read(IResolveFieldContext context)
    {
        var ordering = ClaimQueries.Ordering(context.Order());
        return new(ordering, context.Page(ordering), context.Filter<ClaimFilterType>());
    }
}
