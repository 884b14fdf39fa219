using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>Reads what stands in a read model: in the one that is in use, or in one that is made anew beside it.</summary>
/// <param name="connection">On which it is read.</param>
/// <param name="schema">Where its tables are.</param>
internal sealed class ModelReader(NpgsqlConnection connection, string schema)
{
    /// <summary>The condition that a version stands.</summary>
    public const string Live = $"until = {ReadModelSchema.Forever}";

    public NpgsqlConnection Connection => connection;

    /// <summary>The table's name in this read model.</summary>
    public string Table(string name) => $"{schema}.{name}";

    /// <summary>
    /// A join that goes through an index, row by row. A page names little of what the tables hold, but PostgreSQL takes a recursion
    /// to find very much, and would read whole tables for it; OFFSET keeps the join as it is written.
    /// </summary>
    public string LookUp(string table, string alias, string condition) =>
        $"cross join lateral (select {alias}.* from {Table(table)} {alias} where {condition} and {alias}.{Live} offset 0) {alias}";

    public async Task ReadAsync(string sql, Action<NpgsqlDataReader> row, CancellationToken cancellation, params Array[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) row(reader);
    }

    /// <summary>Several statements that do not wait for each other's rows, in one round trip.</summary>
    public async Task ReadAsync(IReadOnlyList<ModelStatement> statements, CancellationToken cancellation)
    {
        if (statements.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var parameter in statement.Parameters) command.Parameters.Add(new() { Value = parameter });
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var statement in statements)
        {
            while (await reader.ReadAsync(cancellation)) statement.Row(reader);
            await reader.NextResultAsync(cancellation);
        }
    }
}

/// <param name="Row">Takes a row.</param>
internal sealed record ModelStatement(string Sql, Action<NpgsqlDataReader> Row, params Array[] Parameters);
