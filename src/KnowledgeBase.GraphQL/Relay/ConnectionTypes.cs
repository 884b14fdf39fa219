using System.Globalization;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Relay;

/// <summary>A page of a list, as the connection types resolve from it.</summary>
public sealed record Connection(IReadOnlyList<ConnectionEdge> Edges, bool HasNext, bool HasPrevious, int? Total)
{
    /// <summary>Where the next page goes on, when that is not the last item's place.</summary>
    public string? End { get; init; }
}

public sealed record ConnectionEdge(object? Node, Place Place);

public sealed class PageInfoType : ObjectGraphType<Connection>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Where a page lies in its list.";
        Field<NonNullGraphType<BooleanGraphType>>("hasNextPage").Description("Whether items follow after this page.").Resolve(c => c.Source.HasNext);
        Field<NonNullGraphType<BooleanGraphType>>("hasPreviousPage").Description("Whether items come before this page.").Resolve(c => c.Source.HasPrevious);
        Field<StringGraphType>("startCursor").Description("Cursor of the first item; null on an empty page.").Resolve(c => c.Source.Edges.Count == 0 ? null : c.Source.Edges[0].Place.Cursor);
        Field<StringGraphType>("endCursor").Description("Cursor of the last item, or of the place that was reached; null on an empty page.").Resolve(c => c.Source.End ?? (c.Source.Edges.Count == 0 ? null : c.Source.Edges[^1].Place.Cursor));
    }
}

/// <summary>An item of a connection and its cursor.</summary>
public sealed class EdgeType<TNode> : ObjectGraphType<ConnectionEdge>
    where TNode : IGraphType
{
    public EdgeType()
    {
        Name = $"{TypeNames.Of<TNode>()}Edge";
        Description = $"One {TypeNames.Of<TNode>()} in a list.";
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("Its place in the list, for `after` and `before`. Opaque.").Resolve(c => c.Source.Place.Cursor);
        Field<NonNullGraphType<TNode>>("node").Description("The item.").Resolve(c => c.Source.Node);
    }
}

/// <summary>A page of a list (Relay's cursor connections).</summary>
public sealed class ConnectionType<TNode> : ObjectGraphType<Connection>
    where TNode : IGraphType
{
    public ConnectionType()
    {
        var most = Store.Reading.Paging.Page<object>.LargestTotal.ToString("N0", CultureInfo.InvariantCulture);
        Name = $"{TypeNames.Of<TNode>()}Connection";
        Description = $"A page of a list of {TypeNames.Of<TNode>()}.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EdgeType<TNode>>>>>("edges").Description("The items with their cursors.").Resolve(c => c.Source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TNode>>>>("nodes").Description("The items alone.").Resolve(c => c.Source.Edges.Select(e => e.Node));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page lies in the list.").Resolve(c => c.Source);
        Field<NonNullGraphType<IntGraphType>>("totalCount").Description($"Items in the whole list. Counted up to {most}: that number means so many or more.").Resolve(c => c.Source.Total);
    }
}
