using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Import;

/// <summary>
/// Bulk appends beside others' appends, one of which takes long: a bulk append that moved the daemon's mark past an append in flight would lose that one from
/// every read model, silently.
/// </summary>
public sealed class ImportBesideWritersTests(PostgresServer postgres)
{
    private const string Slow = """
        create function log.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(2); return new; end $$;
        create trigger slow before insert on log.mt_events for each row when (new.data ->> 'key' like 'slow-%') execute function log.slow();
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_event_is_passed_over_by_the_read_model()
    {
        var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await Scalar(server.ConnectionString, Slow);
        using var imported = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var slow = RegisterAsync(server, "slow-1");
        while (await Scalar(server.ConnectionString, "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep' and query not like '%pg_stat_activity%'") is 0L) await Task.Delay(10, Cancel);
        var writers = Enumerable.Range(0, 4).Select(w => WriteAsync(server, w, imported.Token)).ToList();
        // One that fits into a batch, and one of several, in the middle of which another slow append comes.
        var small = await server.Services.GetRequiredService<Importer>().ImportAsync([Files.Of(Files.Text(Files.Chain("small", 300)))], new("importer"), Cancel);
        var large = server.Services.GetRequiredService<Importer>().ImportAsync([Files.Of(Files.Text(Files.Chain("large", 2_000)))], new("importer"), Cancel);
        var slowAgain = RegisterAsync(server, "slow-2");
        Assert.Equal((ImportOutcome.Recorded, ImportOutcome.Recorded), (small.Outcome, (await large).Outcome));
        await imported.CancelAsync();
        var live = (await Task.WhenAll(writers)).Sum();
        await Task.WhenAll(slow, slowAgain);

        Assert.True(live >= 8, $"Only {live} live appends.");
        await using var database = await server.StopAsync();
        await Scalar(database.ConnectionString, "drop trigger slow on log.mt_events; drop function log.slow");
        Assert.Equal((long)(live + 2), await Scalar(database.ConnectionString, "select count(*) from log.mt_events where user_name = 'writer'"));
        // Each was shown before its writer was answered, so nothing is left to be projected.
        Assert.Equal(
            await Scalar(database.ConnectionString, "select count(*) from log.mt_events where type = 'source_registered.v1'"),
            await Scalar(database.ConnectionString, $"select count(*) from model.source where until = {long.MaxValue}"));
        Assert.Equal(0L, await Scalar(database.ConnectionString, "select count(*) from log.mt_high_water_skips"));
        Assert.Equal(0L, await Scalar(database.ConnectionString, "select count(*) from (select seq_id - lag(seq_id) over (order by seq_id) as gap from log.mt_events) g where gap > 1"));
        var model = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(model, await ModelSnapshot.TakeAsync(database.ConnectionString));
    }

    private static async Task<int> WriteAsync(RunningServer server, int writer, CancellationToken until)
    {
        var count = 0;
        for (; !until.IsCancellationRequested; count++) await RegisterAsync(server, $"live-{writer}-{count}");
        return count;
    }

    private static async Task RegisterAsync(RunningServer server, string key) =>
        Assert.Empty((await server.Recorder.RecordAsync(new("writer"), [new(new RegisterSource(key, new(SourceKind.Article, key)))], null, Cancel)).Refusals);

    private static async Task<object?> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
