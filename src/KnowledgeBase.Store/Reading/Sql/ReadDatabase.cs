using Npgsql;

namespace KnowledgeBase.Store.Reading.Sql;

/// <summary>
/// Runs the statements of the reading side, on connections of its own: PostgreSQL ends a statement on them that takes too long, also when
/// nobody is left to cancel it.
/// </summary>
public sealed class ReadDatabase(NpgsqlDataSource database) : IAsyncDisposable, IDisposable
{
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
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}
