using KnowledgeBase.Store.ReadModel;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Writes a page's versions of one table with two set-based statements, however many rows: one ends versions, one begins them.
/// </summary>
/// <param name="table">Its name in a read model's schema.</param>
/// <param name="keyLength">How many of the first columns make the key.</param>
internal sealed class TableWriter<TRow>(string table, int keyLength, params Column<TRow>[] columns)
    where TRow : class
{
    private readonly string close = CloseSql($"{ReadModelSchema.InUse}.{table}", columns[..keyLength]);
    private readonly string insert = InsertSql($"{ReadModelSchema.InUse}.{table}", columns);

    public void Write<TKey>(IDocumentOperations operations, VersionedTable<TKey, TRow> rows)
        where TKey : notnull
    {
        if (rows.Closed.Count > 0) operations.QueueSqlCommand(close, CloseValues(rows.Closed));
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
        await using var command = new NpgsqlCommand(Numbered(insert), connection);
        foreach (var column in columns) command.Parameters.Add(new() { Value = column.Values(versions) });
        foreach (var bounds in new[] { versions.Select(v => v.Since).ToArray(), versions.Select(v => v.Until).ToArray() }) command.Parameters.Add(new() { Value = bounds });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The same as <see cref="Write"/>, with COPY, into the read model of any schema.</summary>
    public async Task CopyAsync<TKey>(NpgsqlConnection connection, string schema, VersionedTable<TKey, TRow> rows, CancellationToken cancellation)
        where TKey : notnull
    {
        if (rows.Closed.Count > 0)
        {
            await using var command = new NpgsqlCommand(Numbered(CloseSql($"{schema}.{table}", columns[..keyLength])), connection) { CommandTimeout = 0 };
            foreach (var values in CloseValues(rows.Closed)) command.Parameters.Add(new() { Value = values });
            await command.ExecuteNonQueryAsync(cancellation);
        }

        if (!rows.Opened.Any()) return;
        await using var import = await connection.BeginBinaryImportAsync($"copy {schema}.{table} ({Names(columns)}, since, until) from stdin (format binary)", cancellation);
        foreach (var version in rows.Opened)
        {
            // Row by row into a buffer: what is not asynchronous is the sending of a full one.
            import.StartRow();
            foreach (var column in columns) column.Write(import, version.Row);
            import.Write(version.Since, NpgsqlTypes.NpgsqlDbType.Bigint);
            import.Write(version.Until, NpgsqlTypes.NpgsqlDbType.Bigint);
        }

        await import.CompleteAsync(cancellation);
    }

    private object[] CloseValues(List<RowVersion<TRow>> closed) =>
        [.. columns[..keyLength].Select(c => c.Values(closed)), closed.Select(v => v.Since).ToArray(), closed.Select(v => v.Until).ToArray()];

    private static string CloseSql(string table, Column<TRow>[] key) =>
        $"update {table} t set until = u.until from unnest({Arrays(key)}) as u({Names(key)}, since, until) "
        + $"where {string.Join(" and ", key.Select(c => $"t.{c.Name} = u.{c.Name}"))} and t.since = u.since";

    private static string InsertSql(string table, Column<TRow>[] columns) =>
        $"insert into {table} ({Names(columns)}, since, until) select {string.Join(", ", columns.Select(c => $"u.{c.Name}::{c.Type}"))}, u.since, u.until "
        + $"from unnest({Arrays(columns)}) as u({Names(columns)}, since, until)";

    private static string Names(IEnumerable<Column<TRow>> columns) => string.Join(", ", columns.Select(c => c.Name));

    // JSON and arrays travel as text and are cast: arrays of arrays would be flattened by unnest.
    private static string Arrays(IEnumerable<Column<TRow>> columns) => string.Join(
        ", ", columns.Select(c => $"?::{(c.Type is "jsonb" or "uuid[]" ? "text" : c.Type)}[]").Append("?::bigint[]").Append("?::bigint[]"));

    /// <summary>Marten numbers the parameters of its statements itself.</summary>
    private static string Numbered(string sql)
    {
        var number = 0;
        return string.Concat(sql.Select(c => c == '?' ? $"${++number}" : c.ToString()));
    }
}
