using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Relay;

namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>What an answer may hold at most.</summary>
/// <param name="Nodes">Items of lists.</param>
/// <param name="Cost">Fields, each as often as there may be objects that it is asked of.</param>
internal readonly record struct Price(double Nodes, double Cost)
{
    public static Price operator +(Price a, Price b) => new(a.Nodes + b.Nodes, a.Cost + b.Cost);

    public static Price operator *(double times, Price a) => new(times * a.Nodes, times * a.Cost);
}

/// <summary>
/// The price of an operation by the sizes of its pages, variables resolved. What is asked of several possible types of one object is added
/// up. One visit for each node of the document, however often fragments are spread.
/// </summary>
internal sealed class OperationPrice(ISchema schema, GraphQLDocument document, GivenValues values, int unpaged)
{
    private readonly Dictionary<string, GraphQLFragmentDefinition> fragments = document.Definitions.OfType<GraphQLFragmentDefinition>()
        .GroupBy(f => f.FragmentName.Name.StringValue, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private readonly Dictionary<string, Selected> known = new(StringComparer.Ordinal);

    public Price Of(GraphQLOperationDefinition operation)
    {
        IGraphType? root = operation.Operation switch
        {
            OperationType.Query => schema.Query,
            OperationType.Mutation => schema.Mutation,
            _ => schema.Subscription,
        };
        return Of(operation.SelectionSet, root).Once;
    }

    private Selected Of(GraphQLSelectionSet? set, IGraphType? parent)
    {
        var sum = default(Selected);
        foreach (var selection in set?.Selections ?? []) sum += Of(selection, parent);
        return sum;
    }

    private Selected Of(ASTNode selection, IGraphType? parent) => selection switch
    {
        IHasDirectivesNode { Directives: { } directives } when values.IsLeftOut(directives) => default,
        GraphQLField field => OfField(field, parent),
        GraphQLInlineFragment inline => Of(inline.SelectionSet, inline.TypeCondition is { } condition ? TypeOf(condition) : parent),
        GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.StringValue),
        _ => default,
    };

    private Selected OfFragment(string name)
    {
        if (known.TryGetValue(name, out var price)) return price;
        if (!fragments.TryGetValue(name, out var fragment)) return default;
        // A fragment within itself, which validation refuses, ends here.
        known[name] = default;
        return known[name] = Of(fragment.SelectionSet, TypeOf(fragment.TypeCondition));
    }

    private Selected OfField(GraphQLField field, IGraphType? parent)
    {
        var name = field.Name.StringValue;
        // Of introspection only the depth counts; what the schema does not have is refused by validation.
        if ((parent as IComplexGraphType)?.Fields.Find(name)?.ResolvedType is not { } type) return new(new(0, 1), default);
        var named = type.GetNamedType();
        var below = Of(field.SelectionSet, named);
        if (IsConnection(named)) return new(new Price(0, 1) + below.Once + (PageSize(field) * below.EachItem), default);
        if (IsConnection(parent) && name is "nodes" or "edges") return new(default, new Price(1, 1) + below.Once);
        if (ListLevels(type) is not (> 0 and var levels)) return new(new Price(0, 1) + below.Once, default);
        if (field.SelectionSet is null) return new(new(0, 1), default);
        return new(new Price(0, 1) + (Math.Pow(ListSize(field, name), levels) * (new Price(1, 0) + below.Once)), default);
    }

    // A size that no page can have is refused where the page is read, and names its place there.
    private int PageSize(GraphQLField field) =>
        Math.Clamp(values.Number(field, "first") ?? values.Number(field, "last") ?? PageArguments.DefaultSize, 1, PageArguments.LargestSize);

    private int ListSize(GraphQLField field, string name) => name switch
    {
        "nodes" => values.Items(field, "ids"),
        _ => ListSizes.Of(name) ?? unpaged,
    };

    private static bool IsConnection(IGraphType? type) => type is IObjectGraphType page && page.Fields.Find("pageInfo") is not null;

    private static int ListLevels(IGraphType type) => type switch
    {
        NonNullGraphType nonNull => ListLevels(nonNull.ResolvedType!),
        ListGraphType list => 1 + ListLevels(list.ResolvedType!),
        _ => 0,
    };

    private IGraphType? TypeOf(GraphQLTypeCondition condition) => schema.AllTypes[condition.Type.Name];

    /// <param name="Once">Of what is selected of the object itself.</param>
    /// <param name="EachItem">Of what is selected of a page, once for each item of it.</param>
    private readonly record struct Selected(Price Once, Price EachItem)
    {
        public static Selected operator +(Selected a, Selected b) => new(a.Once + b.Once, a.EachItem + b.EachItem);
    }
}
