using System.Globalization;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>
/// Compares tables of the read model in use, as it is known at a position, with those that were made anew up to there. Every row tells from which position to
/// which it stood, so that what is projected meanwhile is told apart: nobody is held up, and nothing is compared twice.
/// </summary>
/// <param name="position">Up to which the other one was made.</param>
internal sealed class ModelComparison(NpgsqlConnection connection, NextModel made, long position)
{
    /// <summary>Differences of one table that are told one by one.</summary>
    private const int MostShown = 5;

    /// <summary>Null when the table is what the log gives.</summary>
    /// <param name="table">Its name in the read model in use.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(long Rows, TableDifference? Difference)> CompareAsync(string table, CancellationToken cancellation)
    {
        var (columns, key) = await ColumnsAsync(table, cancellation);
        var (inUse, expected) = (InUse(table, columns), $"select {columns}, t.until from {made.In(table)} t");
        var (found, given) = (await DigestAsync(inUse, cancellation), await DigestAsync(expected, cancellation));
        return (given.Rows, found == given ? null : await DifferenceAsync(table, inUse, expected, key, cancellation));
    }

    /// <summary>Those of a table of versions but the one that later events set, and those that make its key.</summary>
    private async Task<(string Columns, string[] Key)> ColumnsAsync(string table, CancellationToken cancellation)
    {
        const string sql = """
            select string_agg('t.' || quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attname <> 'until'),
                   array_agg(a.attname::text order by a.attnum) filter (where a.attnum = any(i.indkey))
            from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
            """;
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = made.In(table) } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetString(0), reader.GetFieldValue<string[]>(1));
    }

    // A row from after the position that the read model shows, in the same moment, is one that nobody projected. What a lens works out for itself is not of the log.
    private string InUse(string table, string columns) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        select {columns}, case when t.until <= {position} or (t.until > p.shown and t.until < {ReadModelSchema.Forever}) then t.until else {ReadModelSchema.Forever} end as until
        from {table} t cross join (select {ProjectedPosition.Sql} as shown) p
        where t.since >= 0 and (t.since <= {position} or t.since > p.shown)
        """);

    /// <summary>How many rows there are, and a number that is another one when any of them is; their order is none.</summary>
    private async Task<(long Rows, string Sum)> DigestAsync(string rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select count(*), coalesce(sum(hashtextextended(r::text, 0)), 0)::text from ({rows}) r", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private async Task<TableDifference> DifferenceAsync(string table, string inUse, string expected, string[] key, CancellationToken cancellation)
    {
        var (first, total) = (new List<RowDifference>(), 0L);
        var same = string.Join(" and ", key.Select(k => $"f.{k} = g.{k}"));
        var told = string.Join(" || ', ' || ", key.Select(k => $"'{k} ' || coalesce(f.{k}, g.{k})::text"));
        var sql = $"""
            select case when f.since is null then 0 when g.since is null then 1 else 2 end, {told}, count(*) over (),
                   coalesce((select string_agg(n, ', ' order by n) from jsonb_object_keys(to_jsonb(g)) n where to_jsonb(g) -> n <> to_jsonb(f) -> n), '')
            from ({inUse}) f full join ({expected}) g on {same}
            where f.since is null or g.since is null or f::text <> g::text
            order by 2 limit {MostShown}
            """;
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            first.Add(new((RowDifferenceKind)reader.GetInt32(0), reader.GetString(1), reader.GetString(3)));
            total = reader.GetInt64(2);
        }

        return new(table, total, first);
    }
}
