using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Relay;

/// <summary>Reads which page a field asks for.</summary>
public static class PageArguments
{
    public const int DefaultSize = 20;
    public const int LargestSize = 100;

    /// <exception cref="KnowledgeBaseError">
    /// <see cref="ErrorCodes.BadUserInput"/> for a size out of range or asked from both ends;
    /// <see cref="ErrorCodes.InvalidCursor"/> for what is no cursor of this ordering.
    /// </exception>
    public static PageRequest Page(this IResolveFieldContext context, Ordering ordering)
    {
        var first = context.GetArgument<int?>("first");
        var last = context.GetArgument<int?>("last");
        if (first is not null && last is not null)
        {
            throw new KnowledgeBaseError(ErrorCodes.BadUserInput, "Ask for the first items or for the last ones, not for both.", "last");
        }

        Check(first, "first");
        Check(last, "last");
        return new(
            first ?? last ?? DefaultSize, last is not null, Cursor(context, "after", ordering), Cursor(context, "before", ordering), AsksForTotal(context));
    }

    /// <summary>Adds the arguments of paging in both directions.</summary>
    internal static global::GraphQL.Builders.FieldBuilder<TSource, TReturn> Paged<TSource, TReturn>(this global::GraphQL.Builders.FieldBuilder<TSource, TReturn> field) => field
        .Argument<IntGraphType>("first", $"So many items from the start (or after `after`), 1 to {LargestSize}; {DefaultSize} when neither this nor `last` is given.")
        .Argument<StringGraphType>("after", "Only items after this cursor.")
        .Argument<IntGraphType>("last", $"So many items from the end (or before `before`), 1 to {LargestSize}.")
        .Argument<StringGraphType>("before", "Only items before this cursor.");

    private static void Check(int? size, string argument)
    {
        if (size is < 1 or > LargestSize)
        {
            throw new KnowledgeBaseError(ErrorCodes.BadUserInput, $"A page has 1 to {LargestSize} items, not {size}.", argument);
        }
    }

    private static Cursor? Cursor(IResolveFieldContext context, string argument, Ordering ordering)
    {
        if (context.GetArgument<string?>(argument) is not { } text) return null;
        return Store.Reading.Paging.Cursor.TryRead(text, ordering, out var cursor)
            ? cursor
            : throw new KnowledgeBaseError(ErrorCodes.InvalidCursor, "This is not a cursor of this list in this order.", argument);
    }

    private static bool AsksForTotal(IResolveFieldContext context) =>
        context.SubFields?.Values.Any(f => f.Field.Name.Value == "totalCount") ?? false;
}
