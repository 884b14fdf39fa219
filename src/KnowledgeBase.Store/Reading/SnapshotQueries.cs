using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>What a snapshot's content is known by.</summary>
public readonly record struct SnapshotContentKey(string Sha256, string MediaType);

/// <summary>Snapshots of sources, and how quotations compare with them. Only <see cref="TextsAsync"/> reads what is in them.</summary>
public sealed class SnapshotQueries(ReadDatabase database)
{
    private static readonly Listing<SnapshotRow> Snapshots = new(
        RowReaders.SnapshotColumns("n"), RowReaders.SnapshotWidth, r => RowReaders.Snapshot(r), t => $"{t.Snapshots} n");

    // Snapshots are taken to the millisecond.
    /// <summary>In the order in which they were taken; of those taken at the same instant, in that of the log.</summary>
    public static Ordering Ordering { get; } = new(
        "snapshots", [new("taken", "(extract(epoch from n.taken) * 1000)::bigint", OrderType.Number)], new("position", "n.position", OrderType.Number));

    public Task<IReadOnlyDictionary<Guid, Page<SnapshotRow>>> OfSourcesAsync(
        Lens lens, ListRequest request, IReadOnlyList<Guid> sources, CancellationToken cancellation) =>
        Snapshots.PagesAsync(database, lens, request, sources, _ => "n.source = p.id", cancellation);

    public async Task<IReadOnlyDictionary<long, SnapshotRow>> AtAsync(Lens lens, IReadOnlyList<long> positions, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.SnapshotColumns("n")} from {new LensTables(lens, parameters).Snapshots} n where n.position = any({parameters.Add(positions.ToArray())})",
            parameters, r => RowReaders.Snapshot(r), cancellation);
        return rows.ToDictionary(r => r.Position);
    }

    /// <summary>The last taken snapshot of a source with certain bytes; null when it has none.</summary>
    public async Task<SnapshotRow?> LastAsync(Lens lens, Guid source, string sha256, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select {RowReaders.SnapshotColumns("n")} from {new LensTables(lens, parameters).Snapshots} n
            where n.source = {parameters.Add(source)} and n.sha256 = {parameters.Add(sha256)} order by n.taken desc, n.position desc limit 1
            """,
            parameters, r => RowReaders.Snapshot(r), cancellation);
        return rows.SingleOrDefault();
    }

    /// <summary>The checks of claims' quotations; nothing for a claim without one.</summary>
    public async Task<IReadOnlyDictionary<Guid, QuotationRow>> QuotationsAsync(Lens lens, IReadOnlyList<Guid> claims, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.QuotationColumns("q")} from {new LensTables(lens, parameters).Quotations} q where q.claim = any({parameters.Add(claims.ToArray())})",
            parameters, r => RowReaders.Quotation(r), cancellation);
        return rows.ToDictionary(r => r.Claim);
    }

    /// <summary>The texts of snapshots that are not erased.</summary>
    public async Task<IReadOnlyDictionary<SnapshotContentKey, string>> TextsAsync(IReadOnlyList<SnapshotContentKey> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select t.sha256, t.media_type, t.text
            from unnest({parameters.Add(keys.Select(k => k.Sha256).ToArray())}, {parameters.Add(keys.Select(k => k.MediaType).ToArray())}) k(sha256, media_type)
            join log.snapshot_text t on t.sha256 = k.sha256 and t.media_type = k.media_type
            """,
            parameters, r => (Key: new SnapshotContentKey(r.GetString(0), r.GetString(1)), Text: r.GetString(2)), cancellation);
        return rows.ToDictionary(r => r.Key, r => r.Text);
    }
}
