using System.Runtime.CompilerServices;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.Recording;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Bulk;

/// <summary>Who recorded what in what, for files. In pages, like <see cref="BulkQueries"/>.</summary>
public sealed class BulkOriginQueries(ReadDatabase database)
{
    /// <summary>Imports or requests by their keys. A request in which nothing but an import was recorded is none.</summary>
    /// <remarks>The keys are found one after the other in the index: however much was recorded in one, it is passed over.</remarks>
    public async IAsyncEnumerable<IReadOnlyList<OriginRow>> OriginsAsync(Lens lens, OriginKind kind, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var key = kind == OriginKind.Import ? OriginQueries.ImportOf("v.") : "v.correlation_id";
        var own = kind == OriginKind.Import ? "true" : $"{OriginQueries.ImportOf("v.")} is null";
        for (var after = ""; ;)
        {
            var parameters = new Parameters();
            var sql = $"""
                with recursive origin(key, n) as (
                    (select {key}, 1 from log.mt_events v where {key} > {parameters.Add(after)} and {key} is not null order by {key} limit 1)
                    union all
                    select (select {key} from log.mt_events v where {key} > o.key and {key} is not null order by {key} limit 1), o.n + 1
                    from origin o where o.key is not null and o.n < {BulkQueries.PageSize}
                )
                select o.key, f.user_name, f.timestamp, l.timestamp from origin o
                left join lateral ({Edge("asc")}) f on true
                left join lateral ({Edge("desc")}) l on true
                where o.key is not null
                """;
            var rows = await database.ReadAsync(sql, parameters, r => (Key: r.GetString(0), Row: r.IsDBNull(2) ? null : Read(r, kind)), cancellation);
            if (rows.Count == 0) yield break;
            yield return [.. rows.Select(r => r.Row).OfType<OriginRow>()];
            if (rows.Count < BulkQueries.PageSize) yield break;
            after = rows[^1].Key;
        }

        string Edge(string direction) =>
            $"select v.user_name, v.timestamp from log.mt_events v where {key} = o.key and {key} is not null and {own} and {ChangeQueries.Shown(lens)} order by v.seq_id {direction} limit 1";
    }

    /// <summary>The names of all who recorded something.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> AccountsAsync(Lens lens, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = ""; ;)
        {
            var parameters = new Parameters();
            var rows = await database.ReadAsync(
                $"""
                select distinct v.user_name from log.mt_events v
                where v.user_name > {parameters.Add(after)} and {ChangeQueries.Shown(lens)} order by v.user_name limit {BulkQueries.PageSize}
                """, parameters, r => r.GetString(0), cancellation);
            if (rows.Count == 0) yield break;
            yield return rows;
            if (rows.Count < BulkQueries.PageSize) yield break;
            after = rows[^1];
        }
    }

    /// <summary>The changes that registered some entities and sources.</summary>
    public async Task<IReadOnlyDictionary<Guid, ChangeRow>> RegistrationsAsync(Lens lens, IReadOnlyList<Guid> streams, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select {ChangeQueries.Columns}, v.stream_id from log.mt_events v
            where v.stream_id = any({parameters.Add(streams.ToArray())}) and v.version = 1 and {ChangeQueries.Shown(lens)}
            """, parameters, r => (Stream: r.GetGuid(r.FieldCount - 1), Change: ChangeQueries.Read(r)), cancellation);
        return rows.ToDictionary(r => r.Stream, r => r.Change);
    }

    /// <summary>The changes that asserted some claims; of one that was asserted again, the last.</summary>
    public async Task<IReadOnlyDictionary<Guid, ChangeRow>> AssertionsAsync(Lens lens, IReadOnlyList<Guid> claims, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select l.* from unnest({parameters.Add(claims.ToArray())}) p(id) cross join lateral (
                select {ChangeQueries.Columns} from log.mt_events v
                where v.stream_id = p.id and v.type = '{EventNames.All[typeof(ClaimAsserted)]}' and {ChangeQueries.Shown(lens)} order by v.version desc limit 1) l
            """, parameters, ChangeQueries.Read, cancellation);
        return rows.ToDictionary(r => r.ClaimId!.Value);
    }

    private static OriginRow Read(NpgsqlDataReader r, OriginKind kind) => new(
        kind, r.GetString(0), r.IsDBNull(1) ? "" : r.GetString(1), new(r.GetFieldValue<DateTime>(2), TimeSpan.Zero), new(r.GetFieldValue<DateTime>(3), TimeSpan.Zero));
}
