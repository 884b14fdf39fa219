using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

/// <summary>An input that filters a list: everything that is given must hold; filters combine by and, or, not.</summary>
public abstract class FilterType<TSelf> : InputObjectGraphType
    where TSelf : FilterType<TSelf>, IFilterReader
{
    protected FilterType(string what)
    {
        Name = TypeNamesOfInputs.Of<TSelf>();
        Description = $"Conditions on {what}. Everything that is given must hold.";
    }

    /// <summary>Called last, so that the combinators stand last.</summary>
    protected void AddCombinators()
    {
        Field<ListGraphType<NonNullGraphType<TSelf>>>("and").Description("All of these hold too.");
        Field<ListGraphType<NonNullGraphType<TSelf>>>("or").Description("At least one of these holds.");
        Field<TSelf>("not").Description("This does not hold.");
    }
}

/// <summary>Reads the fields of one kind of filter, without its combinators.</summary>
public interface IFilterReader
{
    static abstract Filter ReadFields(InputReader input);
}

internal static class TypeNamesOfInputs
{
    public static string Of<T>() => typeof(T).Name[..^"Type".Length];
}

/// <summary>Adds the arguments of lists, and reads them.</summary>
internal static class ListArguments
{
    private const int Deepest = 5;

    /// <summary>Filters in one argument: each is a condition of the statement, which PostgreSQL plans as a whole.</summary>
    private const int Most = 100;

    /// <param name="filter">A <see cref="FilterType{TSelf}"/>.</param>
    public static FieldBuilder<TSource, TReturn> Filtered<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, Type filter) =>
        field.With(new(filter) { Name = "filter", Description = "Only what it matches." });

    /// <param name="order">An <see cref="OrderByType"/>.</param>
    public static FieldBuilder<TSource, TReturn> Ordered<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, Type order) => field.With(
        new(typeof(ListGraphType<>).MakeGenericType(typeof(NonNullGraphType<>).MakeGenericType(order)))
        {
            Name = "orderBy",
            Description = "The order; what is equal by the first is ordered by the second, and so on.",
        });

    /// <summary>The field's filter; null when it has none.</summary>
    /// <exception cref="KnowledgeBaseError">Some field of it is wrong; the error names it.</exception>
    public static Filter? Filter<TFilter>(this IResolveFieldContext context)
        where TFilter : IFilterReader => context.GetArgument<object?>("filter") is IDictionary<string, object?> fields
        ? Read<TFilter>(new InputReader(fields, "filter"), 1, new())
        : null;

    /// <summary>What the field is to be ordered by; empty when it does not say.</summary>
    public static IReadOnlyList<OrderTerm> Order(this IResolveFieldContext context) => context.GetArgument<List<OrderTerm>?>("orderBy") ?? [];

    private static FieldBuilder<TSource, TReturn> With<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, QueryArgument argument) =>
        field.Configure(f => (f.Arguments ??= []).Add(argument));

    private static Filter Read<TFilter>(InputReader input, int depth, FilterCount count)
        where TFilter : IFilterReader
    {
        if (++count.Filters > Most) throw new KnowledgeBaseError(RefusalCodes.Count, $"A filter is made of at most {Most} filters.", input.Path);
        if (depth > Deepest) throw new KnowledgeBaseError(ErrorCodes.BadUserInput, $"Filters are nested at most {Deepest} deep.", input.Path);
        return TFilter.ReadFields(input) with
        {
            And = input.Children("and", i => Read<TFilter>(i, depth + 1, count)),
            Or = input.Children("or", i => Read<TFilter>(i, depth + 1, count)),
            Not = input.Child("not") is { } not ? Read<TFilter>(not, depth + 1, count) : null,
        };
    }

    private sealed class FilterCount
    {
        public int Filters { get; set; }
    }
}
