namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Size">At most so many items.</param>
/// <param name="FromEnd">Take the last ones instead of the first ones; they keep the list's order.</param>
/// <param name="WithTotal">Count the whole list too.</param>
public sealed record PageRequest(int Size, bool FromEnd = false, Cursor? After = null, Cursor? Before = null, bool WithTotal = false);

/// <summary>An item and its place in the list.</summary>
public sealed record Edge<T>(T Node, Place Place)
{
    public string Cursor => Place.Cursor;

    public Edge<TOther> As<TOther>(Func<T, TOther> other) => new(other(Node), Place);
}

/// <summary>A part of a list.</summary>
/// <param name="Total">Items in the whole list, counted up to <see cref="LargestTotal"/>; null when it was not asked for.</param>
public sealed record Page<T>(IReadOnlyList<Edge<T>> Edges, bool HasNext, bool HasPrevious, int? Total)
{
    public const int LargestTotal = 25_000;

    public Page<TOther> Select<TOther>(Func<T, TOther> other) => new([.. Edges.Select(e => e.As(other))], HasNext, HasPrevious, Total);
}
