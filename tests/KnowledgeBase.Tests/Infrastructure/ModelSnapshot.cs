using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>Every row of every table of the read model, as text: what a rebuild has to give again, to the letter.</summary>
public static class ModelSnapshot
{
    public static Task<IReadOnlyDictionary<string, string>> TakeAsync(string connectionString) => TakeAsync(
        connectionString, table => $"select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') from {table} t");

    /// <summary>What stands now, whenever it began to; the rows themselves, so for small bases only.</summary>
    public static Task<IReadOnlyDictionary<string, string>> OfNowAsync(string connectionString) => TakeAsync(
        connectionString,
        table => $"select coalesce(string_agg(r.row, E'\\n' order by r.row), '') from (select (to_jsonb(t) - 'since' - 'until')::text as row from {table} t where t.until = {ReadModelSchema.Forever}) r");

    private static async Task<IReadOnlyDictionary<string, string>> TakeAsync(string connectionString, Func<string, string> sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var tables = new Dictionary<string, string>();
        foreach (var table in ReadModelSchema.Tables)
        {
            await using var command = new NpgsqlCommand(sql(table), connection);
            tables[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return tables;
    }
}
