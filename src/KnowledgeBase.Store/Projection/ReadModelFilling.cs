using KnowledgeBase.Store.ReadModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Lets nobody ask before the read model shows what was recorded when the server started: a new read model is empty at first, and
/// would answer that nothing is known.
/// </summary>
public sealed class ReadModelFilling(NpgsqlDataSource database, ReadModelStatus status, ProjectedPosition projected, ILogger<ReadModelFilling> logger) : IHostedService
{
    /// <summary>After so many events at once PostgreSQL's statistics are made anew, instead of when its own time has come.</summary>
    public const int ManyEvents = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(5);

    /// <summary>Ends early, with the reason in the log, when the read model stopped: the health check says so too.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var report = await status.ReadAsync(cancellationToken);
        var (first, last) = (report.Projected, report.Recorded);
        var told = DateTimeOffset.UtcNow;
        while (report.Projected < last && report.Problem is null)
        {
            await Task.Delay(Interval, cancellationToken);
            report = await status.ReadAsync(cancellationToken);
            if (DateTimeOffset.UtcNow - told < TellInterval) continue;
            told = DateTimeOffset.UtcNow;
            logger.LogInformation("The read model shows {Projected} of {Recorded} events.", report.Projected, last);
        }

        // Whoever subscribes from now on does so from here.
        await projected.WaitForAsync(report.Projected, cancellationToken);
        if (report.Problem is not null) logger.LogError("Starting without a read model that shows everything. {Problem}", report.Problem);
        if (report.Projected - first >= ManyEvents) await AnalyzeAsync(database, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// PostgreSQL plans by statistics that it makes of itself, about a minute after the rows came. Until then it takes tables for small
    /// that are not, and may read them from end to end for each row of another.
    /// </summary>
    public static async Task AnalyzeAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"analyze {string.Join(", ", ReadModelSchema.Tables)}, log.mt_events");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
