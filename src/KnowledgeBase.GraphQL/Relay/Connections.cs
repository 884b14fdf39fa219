using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Relay;

/// <summary>From pages to what the connection types resolve from.</summary>
internal static class Connections
{
    public static Connection ToConnection<T>(this Page<T> page) =>
        new([.. page.Edges.Select(e => new ConnectionEdge(e.Node, e.Place))], page.HasNext, page.HasPrevious, page.Total);

    public static Loaded<Connection> ToConnection<T>(this Loaded<Page<T>> page) => page.Then(ToConnection);

    public static Loaded<IReadOnlyList<T>> ToList<T>(this Loaded<Page<T>> page) =>
        page.Then<IReadOnlyList<T>>(p => [.. p.Edges.Select(e => e.Node)]);
}
