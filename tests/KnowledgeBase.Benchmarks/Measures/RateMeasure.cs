using System.Diagnostics;
using JasperFx.Events.Daemon;
using KnowledgeBase.Benchmarks.Generation;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;
using KnowledgeBase.Postgres;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Projection.Rebuilding;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>Events a second: recorded and readable, copied as bare rows, and projected anew.</summary>
internal static class RateMeasure
{
    /// <summary>So many events are copied.</summary>
    private const int Copied = 100_000;

    /// <summary>Events of the log as rows of a table with the same indexes, by COPY: the most that PostgreSQL can take.</summary>
    public static async Task<IReadOnlyList<Result>> RecordingAsync(ServerUnderTest server, Filled filled, CancellationToken cancellation)
    {
        const string measure = "recording, in requests of 5,000 events, until all is readable";
        var copy = await CopyAsync(server.Database, cancellation);
        var rate = filled.Events / filled.Seconds;
        return
        [
            Rate(measure, "COPY of events into a bare table with the log's indexes", copy),
            filled.IsOfThisRun
                ? Rate(measure, $"through the recorder, {filled.Events:N0} events", rate).ToAtLeast(rate / copy, "COPY", 0.25)
                : Rate(measure, $"through the recorder, {filled.Events:N0} events, in an earlier run: nothing to compare with", rate) with { Against = "nothing" },
        ];
    }

    /// <summary>Page by page by the projection that follows the log, with all indexes; and by a rebuild beside the read model in use.</summary>
    public static async Task<IReadOnlyList<Result>> RebuildAsync(string folder, CancellationToken cancellation)
    {
        const string measure = "rebuild of every read model";
        await using var postgres = await LocalPostgres.StartAsync(new(folder), NullLogger.Instance, cancellation);
        await using var database = StoreRegistration.DataSource(postgres.ConnectionString);
        await using var count = database.CreateCommand("select count(*) from log.mt_events");
        var events = (long)(await count.ExecuteScalarAsync(cancellation))!;
        var settings = new StoreSettings(postgres.ConnectionString, SingleNode: true);
        var rebuild = new ReadModelRebuild(settings, NullLogger<ReadModelRebuild>.Instance);
        var beside = await SecondsAsync(() => rebuild.RunAsync(cancellation: cancellation));
        using var store = new DocumentStore(StoreRegistration.Options(database));
        using var daemon = await store.BuildProjectionDaemonAsync(logger: NullLogger.Instance);
        var followed = await SecondsAsync(() => daemon.RebuildProjectionAsync(ReadModelProjection.Name, TimeSpan.FromHours(1), cancellation));
        await daemon.StopAllAsync();
        return
        [
            Rate(measure, $"{events:N0} events, by the projection that follows the log", events / followed),
            Rate(measure, $"{events:N0} events, by a rebuild beside the one in use", events / beside)
                with { Ratio = followed / beside, Against = "the projection", Target = "≥ 20,000 a second", IsMet = events / beside >= 20_000 },
        ];
    }

    private static async Task<double> SecondsAsync(Func<Task> what)
    {
        var clock = Stopwatch.StartNew();
        await what();
        return clock.Elapsed.TotalSeconds;
    }

    internal static async Task<double> CopyAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Execute(connection, "create schema if not exists benchmark; drop table if exists benchmark.event; create table benchmark.event (like log.mt_events including all)", cancellation);
        using var rows = new MemoryStream();
        await using (var read = await connection.BeginRawBinaryCopyAsync($"copy (select * from log.mt_events where seq_id <= {Copied}) to stdout (format binary)", cancellation))
        {
            await read.CopyToAsync(rows, cancellation);
        }

        await using (var count = new NpgsqlCommand($"select count(*) from log.mt_events where seq_id <= {Copied}", connection))
        {
            var events = (long)(await count.ExecuteScalarAsync(cancellation))!;
            rows.Position = 0;
            var clock = Stopwatch.StartNew();
            await using (var write = await connection.BeginRawBinaryCopyAsync("copy benchmark.event from stdin (format binary)", cancellation))
            {
                await rows.CopyToAsync(write, cancellation);
            }

            var seconds = clock.Elapsed.TotalSeconds;
            await Execute(connection, "drop table benchmark.event", cancellation);
            return events / seconds;
        }
    }

    private static Result Rate(string measure, string what, double perSecond) => new(measure, what, 1, 1, null, null, null, perSecond);

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
