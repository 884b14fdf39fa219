using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Projection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Exchange;

/// <summary>The seeds cannot be loaded; the message says which lines are wrong.</summary>
public sealed class SeedException(string message) : Exception(message);

/// <param name="Directory">Folder with *.jsonl files, loaded in the order of their names.</param>
public sealed record SeedSettings(string Directory);

/// <summary>Fills an empty base with the seeds, through the same importer that users get, before the server listens.</summary>
public sealed class SeedLoader(SeedSettings settings, Importer importer, NpgsqlDataSource database, ILogger<SeedLoader> logger) : IHostedService
{
    private const string Actor = "seeds";

    /// <exception cref="SeedException">A line is refused; nothing was recorded.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await AreWanted(cancellationToken)) return;
        var files = Directory.Exists(settings.Directory) ? Directory.GetFiles(settings.Directory, "*.jsonl") : [];
        if (files.Length == 0) throw new SeedException($"There are no seeds in {settings.Directory}. Turn them off with KnowledgeBase:Seeds=false.");
        logger.LogInformation("Loading the seeds ({Files} files) into the empty base.", files.Length);
        var report = await importer.ImportAsync([.. files.Order(StringComparer.Ordinal).Select(ImportFile.At)], new(Actor), cancellationToken);
        if (report.IsRefused) throw new SeedException($"The seeds were refused, {report.ErrorCount} error(s):\n{string.Join('\n', report.Errors.Take(20))}");
        if (report.RecordedEvents >= ReadModelFilling.ManyEvents) await ReadModelFilling.AnalyzeAsync(database, cancellationToken);
        logger.LogInformation("Loaded {Lines} lines as {Events} events.", report.Records, report.RecordedEvents);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AreWanted(CancellationToken cancellation)
    {
        // Or they were being loaded when the server was killed.
        await using var command = database.CreateCommand("select not exists (select from log.mt_events) or exists (select from log.import where actor = $1 and state = 'Recording')");
        command.Parameters.Add(new() { Value = Actor });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
