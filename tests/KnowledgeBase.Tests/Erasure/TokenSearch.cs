using System.Text;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Looks for a text in everything that a database holds.</summary>
internal static class TokenSearch
{
    /// <summary>Tables with a row that has it in any column, as text or as bytes, and what PostgreSQL itself keeps of columns' values.</summary>
    public static async Task<IReadOnlyList<string>> InTablesAsync(string connectionString, string token, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var tables = await ListAsync(database,
            "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm') and n.nspname !~ '^pg_|information_schema'", cancellation);
        var found = new List<string>();
        foreach (var table in tables.Append("pg_stats"))
        {
            await using var command = database.CreateCommand($"select count(*) from {table} t where t::text ilike '%' || $1 || '%' or t::text like '%' || $2 || '%'");
            command.Parameters.Add(new() { Value = token });
            command.Parameters.Add(new() { Value = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(token)) });
            if ((long)(await command.ExecuteScalarAsync(cancellation))! is > 0 and var rows) found.Add($"{table}: {rows}");
        }

        return found;
    }

    /// <summary>Tables and indexes whose files have its bytes.</summary>
    public static async Task<IReadOnlyList<string>> InFilesAsync(string connectionString, string token, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var bytes = Encoding.UTF8.GetBytes(token);
        var found = new List<string>();
        await using var command = database.CreateCommand(
            "select c.oid::regclass::text, pg_read_binary_file(pg_relation_filepath(c.oid)) from pg_class c where pg_relation_filepath(c.oid) is not null and pg_relation_size(c.oid) > 0");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetFieldValue<byte[]>(1).AsSpan().IndexOf(bytes) >= 0) found.Add(reader.GetString(0));
        }

        return found;
    }

    public static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var list = new List<string>();
        while (await reader.ReadAsync(cancellation)) list.Add(reader.GetString(0));
        return list;
    }
}
