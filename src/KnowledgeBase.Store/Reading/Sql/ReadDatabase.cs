using Npgsql;

namespace KnowledgeBase.Store.Reading.Sql;

/// <summary>Runs the statements of the reading side.</summary>
public sealed class ReadDatabase(NpgsqlDataSource database)
{
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
