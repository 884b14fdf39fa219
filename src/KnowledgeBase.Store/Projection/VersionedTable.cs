namespace KnowledgeBase.Store.Projection;

/// <summary>
/// One table of versions while a page of events is applied: what stood before the page (as far as it was loaded) and what
/// the page makes of it. Setting a row to what it is already leaves no trace, so that the rows do not depend on how the log
/// is cut into pages.
/// </summary>
internal sealed class VersionedTable<TKey, TRow>(Func<TRow, TKey> keyOf)
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, RowVersion<TRow>> standing = [];
    private readonly List<RowVersion<TRow>> opened = [];

    /// <summary>Versions that the page began, some of which it ended too.</summary>
    public IEnumerable<RowVersion<TRow>> Opened => opened.Where(v => !v.IsDropped);

    /// <summary>Versions from before the page that it ended.</summary>
    public List<RowVersion<TRow>> Closed { get; } = [];

    public IEnumerable<TRow> Standing => standing.Values.Select(v => v.Row);

    public TRow? Find(TKey key) => standing.TryGetValue(key, out var version) ? version.Row : null;

    public void Load(TRow row, long since) => standing.TryAdd(keyOf(row), new(row, since, IsStored: true));

    public void Set(TRow row, long position)
    {
        var key = keyOf(row);
        if (standing.TryGetValue(key, out var version))
        {
            if (EqualityComparer<TRow>.Default.Equals(version.Row, row)) return;
            Close(version, position);
        }

        standing[key] = version = new(row, position, IsStored: false);
        opened.Add(version);
    }

    public void Remove(TKey key, long position)
    {
        if (standing.Remove(key, out var version)) Close(version, position);
    }

    private void Close(RowVersion<TRow> version, long position)
    {
        version.Until = position;
        // A version that one event both began and ended never stood.
        if (version.IsStored) Closed.Add(version);
        else version.IsDropped = version.Since == position;
    }
}

internal sealed record RowVersion<TRow>(TRow Row, long Since, bool IsStored)
{
    public long Until { get; set; } = long.MaxValue;

    public bool IsDropped { get; set; }
}
