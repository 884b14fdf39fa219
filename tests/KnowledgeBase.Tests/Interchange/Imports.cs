using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Interchange;

internal static class Imports
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<ImportReport> ImportAsync(this RunningServer server, string format, byte[] bytes, bool isDryRun = false) =>
        server.Services.GetRequiredService<Importer>().ImportAsync([Files.Of(bytes, "file")], new("importer", isDryRun, Format: format), Cancel);

    /// <summary>Reads a file without a base behind it.</summary>
    public static async Task<List<ImportRecord>> ReadAsync(this RunningServer server, string format, byte[] bytes)
    {
        var records = new List<ImportRecord>();
        var reader = server.Services.GetServices<IImportFormat>().Single(f => f.Name == format);
        await foreach (var record in reader.ReadAsync(new MemoryStream(bytes), Cancel)) records.Add(record);
        return records;
    }

    public static async Task<List<string>> Rows(this RunningServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancel)) rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString())));
        return rows;
    }

    public static Dictionary<string, long> Told(this ImportReport report) => report.Unfit.ToDictionary(u => u.What, u => u.Count);
}
