using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>A column of a table, and how a page's values for it become one array.</summary>
internal abstract record Column<TRow>(string Name, string Type)
{
    public abstract Array Values(IReadOnlyList<RowVersion<TRow>> versions);
}

internal sealed record Column<TRow, T>(string Name, string Type, Func<TRow, T> Value) : Column<TRow>(Name, Type)
{
    public override Array Values(IReadOnlyList<RowVersion<TRow>> versions)
    {
        var values = new T[versions.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Value(versions[i].Row);
        return values;
    }
}

/// <summary>
/// Writes a page's versions of one table with two set-based statements, however many rows: one ends versions, one begins them.
/// </summary>
/// <param name="table">Qualified name.</param>
/// <param name="keyLength">How many of the first columns make the key.</param>
internal sealed class TableWriter<TRow>(string table, int keyLength, params Column<TRow>[] columns)
    where TRow : class
{
    private readonly string close = Close(table, columns[..keyLength]);
    private readonly string insert = InsertSql(table, columns);

    public void Write<TKey>(IDocumentOperations operations, VersionedTable<TKey, TRow> rows)
        where TKey : notnull
    {
        if (rows.Closed.Count > 0)
        {
            operations.QueueSqlCommand(close,
                [.. columns[..keyLength].Select(c => c.Values(rows.Closed)), rows.Closed.Select(v => v.Since).ToArray(), rows.Closed.Select(v => v.Until).ToArray()]);
        }

        Insert(operations, [.. rows.Opened]);
    }

    /// <summary>Inserts versions as they are, in one statement.</summary>
    public void Insert(IDocumentOperations operations, IReadOnlyList<RowVersion<TRow>> versions)
    {
        if (versions.Count == 0) return;
        operations.QueueSqlCommand(insert,
            [.. columns.Select(c => c.Values(versions)), versions.Select(v => v.Since).ToArray(), versions.Select(v => v.Until).ToArray()]);
    }

    /// <summary>Inserts rows that all have the same two bounds, in one statement.</summary>
    public async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<TRow> rows, long bound, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        var versions = rows.Select(r => new RowVersion<TRow>(r, bound, IsStored: false) { Until = bound }).ToList();
        var number = 0;
        await using var command = new NpgsqlCommand(string.Concat(insert.Select(c => c == '?' ? $"${++number}" : c.ToString())), connection);
        foreach (var column in columns) command.Parameters.Add(new() { Value = column.Values(versions) });
        foreach (var bounds in new[] { versions.Select(v => v.Since).ToArray(), versions.Select(v => v.Until).ToArray() }) command.Parameters.Add(new() { Value = bounds });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Close(string table, Column<TRow>[] key) =>
        $"update {table} t set until = u.until from unnest({Arrays(key)}) as u({Names(key)}, since, until) "
        + $"where {string.Join(" and ", key.Select(c => $"t.{c.Name} = u.{c.Name}"))} and t.since = u.since";

    private static string InsertSql(string table, Column<TRow>[] columns) =>
        $"insert into {table} ({Names(columns)}, since, until) select {string.Join(", ", columns.Select(c => $"u.{c.Name}::{c.Type}"))}, u.since, u.until "
        + $"from unnest({Arrays(columns)}) as u({Names(columns)}, since, until)";

    private static string Names(IEnumerable<Column<TRow>> columns) => string.Join(", ", columns.Select(c => c.Name));

    // JSON and arrays travel as text and are cast: arrays of arrays would be flattened by unnest.
    private static string Arrays(IEnumerable<Column<TRow>> columns) => string.Join(
        ", ", columns.Select(c => $"?::{(c.Type is "jsonb" or "uuid[]" ? "text" : c.Type)}[]").Append("?::bigint[]").Append("?::bigint[]"));
}
