using System.CommandLine;
using KnowledgeBase.Store.Projection;
using Npgsql;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>status</c>: what is in the base, and how far its read model is.</summary>
internal static class StatusCommand
{
    private const string Sql = """
        select coalesce((select max(seq_id) from log.mt_events), 0), (select max(timestamp) from log.mt_events),
               (select count(*) from log.import where state = 'Recording'), pg_database_size(current_database()), current_setting('server_version')
        """;

    public static Command Make(string[] settings)
    {
        var command = new Command("status", "Shows how much is recorded, and how far the read model is.");
        command.SetAction(async (_, cancellation) =>
        {
            await using var bench = await Workbench.OpenAsync(settings, projects: false, cancellation);
            await using var connection = await bench.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellation);
            var projected = await ProjectedPosition.ReadAsync(connection, cancellation);
            await using var query = new NpgsqlCommand(Sql, connection);
            await using var row = await query.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            var recorded = row.GetInt64(0);
            Console.WriteLine($"events\t{recorded}");
            Console.WriteLine($"last recorded\t{(await row.IsDBNullAsync(1, cancellation) ? "-" : row.GetDateTime(1).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture))}");
            Console.WriteLine($"read model\t{projected}{(projected < recorded ? $" ({recorded - projected} behind)" : "")}");
            Console.WriteLine($"imports under way\t{row.GetInt64(2)}");
            Console.WriteLine($"bytes\t{row.GetInt64(3)}");
            Console.WriteLine($"PostgreSQL\t{row.GetString(4)}");
            return CommandLine.Done;
        });
        return command;
    }
}
