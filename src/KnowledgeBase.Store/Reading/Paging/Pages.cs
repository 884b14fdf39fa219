namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>Cuts pages out of what was read.</summary>
public static class Pages
{
    /// <param name="edges">Up to one more than the page's size, in reading order (backward when the end was asked for).</param>
    internal static Page<T> Cut<T>(List<Edge<T>> edges, PageRequest request, int? total)
    {
        var more = edges.Count > request.Size;
        if (more) edges.RemoveAt(edges.Count - 1);
        if (request.FromEnd) edges.Reverse();
        // Towards the side that it was cut at we know; at the other side stands the cursor's own item.
        return new(
            edges, request.FromEnd ? request.Before is not null : more, request.FromEnd ? more : request.After is not null, total);
    }

    /// <summary>A page of a list that is already in memory.</summary>
    /// <param name="items">The whole list, in ascending order of the key.</param>
    /// <param name="keyOf">Unique for each item.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> items, Ordering ordering, Func<T, long> keyOf, PageRequest request)
    {
        var after = Key(request.After) ?? long.MinValue;
        var before = Key(request.Before) ?? long.MaxValue;
        var within = items.Where(i => keyOf(i) > after && keyOf(i) < before);
        if (request.FromEnd) within = within.Reverse();
        var edges = within.Take(request.Size + 1).Select(i => new Edge<T>(i, new Place(ordering.Name, [keyOf(i)]))).ToList();
        return Cut(edges, request, Math.Min(items.Count, Page<T>.LargestTotal));
    }

    private static long? Key(Cursor? cursor) =>
        cursor is null ? null : long.Parse(cursor.Values[0], System.Globalization.CultureInfo.InvariantCulture);
}
