using System.Runtime.CompilerServices;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Bulk;

/// <summary>Something as it was known at a position.</summary>
public readonly record struct KnownThen(Guid Id, long At);

/// <summary>
/// Everything that the base holds, for files: whole tables as they stood at one position, page by page. Each page is a statement of its
/// own, so that nothing is held between pages, however slowly they are taken; and since the position is given, what is recorded
/// meanwhile is not seen. An erasure is: what it takes away is missing from the pages that are read after it.
/// </summary>
public sealed class BulkQueries(ReadDatabase database, LensOpener opener)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 1_000;

    /// <summary>Facts are worked out with all of their claims, which are many more.</summary>
    private const int FactPageSize = 200;

    /// <summary>The position at which an instant, or all that is recorded by now, is seen.</summary>
    /// <exception cref="Projection.ProjectionLagException">The read model does not show it in time.</exception>
    public async Task<Lens> OpenAsync(DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        var instant = knownAt ?? DateTimeOffset.MaxValue;
        var position = await opener.PositionAsync(instant, cancellation) ?? 0;
        var shown = await database.ReadAsync($"select {ChangeQueries.Projected}", new(), r => r.GetInt64(0), cancellation);
        return shown[0] >= position ? new(position) : (await opener.OpenAsync(new(KnownAt: instant), cancellation))!;
    }

    /// <summary>Entities, by id; also those that were merged into others.</summary>
    public IAsyncEnumerable<IReadOnlyList<EntityRow>> EntitiesAsync(Lens lens, CancellationToken cancellation) => PagesAsync<EntityRow, Guid>(
        lens, (tables, after) => $"select {RowReaders.EntityColumns("e")} from {tables.Entities} e where e.id > {after} order by e.id",
        r => RowReaders.Entity(r), e => e.Id, Guid.Empty, cancellation);

    /// <summary>Sources, by id.</summary>
    public IAsyncEnumerable<IReadOnlyList<SourceRow>> SourcesAsync(Lens lens, CancellationToken cancellation) => PagesAsync<SourceRow, Guid>(
        lens, (tables, after) => $"select {RowReaders.SourceColumns("s")} from {tables.Sources} s where s.id > {after} order by s.id",
        r => RowReaders.Source(r), s => s.Id, Guid.Empty, cancellation);

    /// <summary>Sources that published others, by id.</summary>
    public IAsyncEnumerable<IReadOnlyList<SourceRow>> PublishersAsync(Lens lens, CancellationToken cancellation) => PagesAsync<SourceRow, Guid>(
        lens,
        (tables, after) => $"select {RowReaders.SourceColumns("s")} from {tables.Sources} s where s.id > {after} and exists (select from {tables.Sources} p where p.publisher = s.id) order by s.id",
        r => RowReaders.Source(r), s => s.Id, Guid.Empty, cancellation);

    /// <summary>Snapshots, in the order in which they were recorded.</summary>
    public IAsyncEnumerable<IReadOnlyList<SnapshotRow>> SnapshotsAsync(Lens lens, CancellationToken cancellation) => PagesAsync<SnapshotRow, long>(
        lens, (tables, after) => $"select {RowReaders.SnapshotColumns("n")} from {tables.Snapshots} n where n.position > {after} order by n.position",
        r => RowReaders.Snapshot(r), n => n.Position, 0, cancellation);

    /// <summary>Citations, by the citing source and the cited one.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CitationRow>> CitationsAsync(Lens lens, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (citing, cited) = (Guid.Empty, Guid.Empty); ;)
        {
            var parameters = new Parameters();
            var rows = await database.ReadAsync(
                $"""
                select {RowReaders.CitationColumns("k")} from {Tables(lens, parameters).Citations} k
                where (k.citing, k.cited) > ({parameters.Add(citing)}, {parameters.Add(cited)}) order by k.citing, k.cited limit {PageSize}
                """, parameters, r => RowReaders.Citation(r), cancellation);
            if (rows.Count == 0) yield break;
            yield return rows;
            if (rows.Count < PageSize) yield break;
            (citing, cited) = (rows[^1].Citing, rows[^1].Cited);
        }
    }

    /// <summary>Claims, in the order in which they were recorded; also those that no longer stand.</summary>
    public IAsyncEnumerable<IReadOnlyList<ClaimRow>> ClaimsAsync(Lens lens, CancellationToken cancellation) => PagesAsync<ClaimRow, long>(
        lens, (tables, after) => $"select {RowReaders.ClaimColumns("c")} from {tables.Claims} c where c.recorded > {after} order by c.recorded",
        r => RowReaders.Claim(r), c => c.Recorded, 0, cancellation);

    /// <summary>Claims by the entity that they are about, or that it was merged into, then by property and as they were recorded; also those that no longer stand.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ClaimRow>> ClaimsBySubjectAsync(Lens lens, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (subject, property, recorded) = (Guid.Empty, (short)0, 0L); ;)
        {
            var parameters = new Parameters();
            var rows = await database.ReadAsync(
                $"""
                select {RowReaders.ClaimColumns("c")} from {Tables(lens, parameters).Claims} c
                where (c.subject, c.property, c.recorded) > ({parameters.Add(subject)}, {parameters.Add(property)}, {parameters.Add(recorded)})
                order by c.subject, c.property, c.recorded limit {PageSize}
                """, parameters, r => RowReaders.Claim(r), cancellation);
            if (rows.Count == 0) yield break;
            yield return rows;
            if (rows.Count < PageSize) yield break;
            (subject, property, recorded) = (rows[^1].Subject, rows[^1].Property, rows[^1].Recorded);
        }
    }

    /// <summary>Of which properties of which entities there are facts, by entity and property.</summary>
    public async IAsyncEnumerable<IReadOnlyList<FactKey>> FactKeysAsync(Lens lens, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = new FactKey(Guid.Empty, 0); ;)
        {
            var parameters = new Parameters();
            var rows = await database.ReadAsync(
                $"""
                select distinct f.subject, f.property from {Tables(lens, parameters).Facts} f
                where (f.subject, f.property) > ({parameters.Add(last.Subject)}, {parameters.Add(last.Property)}) order by f.subject, f.property limit {FactPageSize}
                """, parameters, r => new FactKey(r.GetGuid(0), r.GetInt16(1)), cancellation);
            if (rows.Count == 0) yield break;
            yield return rows;
            if (rows.Count < FactPageSize) yield break;
            last = rows[^1];
        }
    }

    /// <summary>Some entities under their own ids: of one that was merged into another, itself.</summary>
    public async Task<IReadOnlyDictionary<Guid, EntityRow>> EntitiesAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.EntityColumns("e")} from {Tables(lens, parameters).Entities} e where e.id = any({parameters.Add(ids.ToArray())})",
            parameters, r => RowReaders.Entity(r), cancellation);
        return rows.ToDictionary(e => e.Id);
    }

    /// <summary>Some entities as they were known at one position each.</summary>
    public async Task<IReadOnlyDictionary<KnownThen, EntityRow>> EntitiesThenAsync(IReadOnlyList<KnownThen> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.EntityColumns("e")}, k.at from {Keys(keys, parameters)} join model.entity e on e.id = k.id and e.since <= k.at and k.at < e.until",
            parameters, r => (At: r.GetInt64(RowReaders.EntityWidth), Row: RowReaders.Entity(r)), cancellation);
        return rows.ToDictionary(r => new KnownThen(r.Row.Id, r.At), r => r.Row);
    }

    /// <summary>Some sources as they were known at one position each.</summary>
    public async Task<IReadOnlyDictionary<KnownThen, SourceRow>> SourcesThenAsync(IReadOnlyList<KnownThen> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select {RowReaders.SourceColumns("s")}, k.at from {Keys(keys, parameters)} join model.source s on s.id = k.id and s.since <= k.at and k.at < s.until",
            parameters, r => (At: r.GetInt64(RowReaders.SourceWidth), Row: RowReaders.Source(r)), cancellation);
        return rows.ToDictionary(r => new KnownThen(r.Row.Id, r.At), r => r.Row);
    }

    /// <summary>The claims in whose place some claims came.</summary>
    public async Task<ILookup<Guid, ClaimRow>> SupersededByAsync(Lens lens, IReadOnlyList<Guid> claims, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select {RowReaders.ClaimColumns("c")} from {Tables(lens, parameters).Claims} c
            where c.superseded_by is not null and c.superseded_by = any({parameters.Add(claims.ToArray())})
            """, parameters, r => RowReaders.Claim(r), cancellation);
        return rows.ToLookup(c => c.SupersededBy!.Value);
    }

    private static string Keys(IReadOnlyList<KnownThen> keys, Parameters parameters) =>
        $"unnest({parameters.Add(keys.Select(k => k.Id).ToArray())}, {parameters.Add(keys.Select(k => k.At).ToArray())}) k(id, at)";

    /// <summary>Entities that were merged into some others, by their ids.</summary>
    public async Task<IReadOnlyList<EntityRow>> AbsorbedAsync(Lens lens, IReadOnlyList<Guid> survivors, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        return await database.ReadAsync(
            $"""
            select {RowReaders.EntityColumns("e")} from {Tables(lens, parameters).Entities} e
            where e.survivor = any({parameters.Add(survivors.ToArray())}) and e.merged_into is not null order by e.id
            """, parameters, r => RowReaders.Entity(r), cancellation);
    }

    private async IAsyncEnumerable<IReadOnlyList<TRow>> PagesAsync<TRow, TKey>(
        Lens lens, Func<LensTables, string, string> sql, Func<NpgsqlDataReader, TRow> read, Func<TRow, TKey> keyOf, TKey before,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TKey : notnull
    {
        for (var after = before; ;)
        {
            var parameters = new Parameters();
            var tables = Tables(lens, parameters);
            var rows = await database.ReadAsync($"{sql(tables, parameters.Add(after))} limit {PageSize}", parameters, read, cancellation);
            if (rows.Count == 0) yield break;
            yield return rows;
            if (rows.Count < PageSize) yield break;
            after = keyOf(rows[^1]);
        }
    }

    /// <exception cref="ArgumentException">The lens looks at now, which moves on from page to page.</exception>
    private static LensTables Tables(Lens lens, Parameters parameters) =>
        lens.At is null ? throw new ArgumentException("A lens for a file needs a position.", nameof(lens)) : new(lens, parameters);
}
