using System.Diagnostics.Metrics;
using KnowledgeBase.Store;

namespace KnowledgeBase.Server.Observability;

/// <summary>Tells by how much the read model is behind the log. While the database does not answer it tells nothing, rather than something old.</summary>
internal sealed class ProjectionMeter : BackgroundService
{
    public const string Name = "KnowledgeBase.Projection";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ReadModelStatus status;
    private ReadModelReport? last;

    public ProjectionMeter(IMeterFactory meters, ReadModelStatus status)
    {
        this.status = status;
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("knowledgebase.projection.lag.events", () => Read(r => r.Missing), "{event}", "Events that the read model does not show yet.");
        meter.CreateObservableGauge("knowledgebase.projection.lag.time", () => Read(r => r.Lag.TotalSeconds), "s", "How long ago the first of them was recorded.");
        meter.CreateObservableGauge("knowledgebase.log.position", () => Read(r => r.Recorded), "{event}", "Last position in the log.");
        meter.CreateObservableGauge("knowledgebase.projection.stopped", () => Read(r => r.Problem is null ? 0 : 1), "{projection}", "1 when the read model does not go on.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                var report = await status.ReadAsync(stoppingToken);
                last = report.IsKnown ? report : null;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private Measurement<T>[] Read<T>(Func<ReadModelReport, T> figure)
        where T : struct => last is { } report ? [new(figure(report))] : [];
}
