using Npgsql;

namespace KnowledgeBase.Store.Reading.Sql;

/// <summary>
/// Runs the statements of the reading side, on connections of its own: PostgreSQL ends a statement on them that takes too long, also when
/// nobody is left to cancel it.
/// </summary>
public sealed class ReadDatabase(NpgsqlDataSource database) : IAsyncDisposable, IDisposable
{
    /// <summary>Until the end of the transaction, which is that of the statements that are sent together.</summary>
    private const string OnePlan = "select set_config('plan_cache_mode', 'force_generic_plan', true)";

    /// <param name="settings">Where the database is.</param>
    /// <param name="statementTimeout">Longest that a statement may take; zero for no limit.</param>
    public static ReadDatabase Open(StoreSettings settings, TimeSpan statementTimeout)
    {
        var builder = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        // Half of the connections that PostgreSQL has by default, since recorder and projection have their own.
        builder.MaxPoolSize = Math.Max(1, builder.MaxPoolSize / 2);
        // Statements of the reading side leave nothing behind in a session that the next one could find.
        builder.NoResetOnClose = true;
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, builder.MaxPoolSize);
        builder.Options = FormattableString.Invariant($"{builder.Options} -c statement_timeout={statementTimeout.TotalMilliseconds:0}").Trim();
        return new(StoreRegistration.DataSource(builder.ConnectionString, "knowledgebase-reading"));
    }

    public void Dispose() => database.Dispose();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    internal async Task<List<T>> ReadAsync<T>(
        string sql, Parameters parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters.All) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await RowsAsync(reader, read, cancellation);
    }

    /// <summary>
    /// The same with one plan for all values. For statements that are carried out in the same way whatever their values are: by itself,
    /// PostgreSQL plans a page at a place of a list anew each time, which takes longer than reading it.
    /// </summary>
    internal async Task<List<T>> ReadPlannedOnceAsync<T>(
        string sql, Parameters parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(OnePlan));
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters.All) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await RowsAsync(reader, read, cancellation);
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}
