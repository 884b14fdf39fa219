using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>Every row of every table of the read model, as text: what a rebuild has to give again, to the letter.</summary>
public static class ModelSnapshot
{
    public static async Task<IReadOnlyDictionary<string, string>> TakeAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var tables = new Dictionary<string, string>();
        foreach (var table in ReadModelSchema.Tables)
        {
            await using var command = new NpgsqlCommand(
                $"select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') from {table} t", connection);
            tables[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return tables;
    }
}
