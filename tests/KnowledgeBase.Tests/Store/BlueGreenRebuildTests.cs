using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>A read model is made anew beside the one in use, by what might be another process, while the server records and answers.</summary>
public sealed class BlueGreenRebuildTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Recording_and_reading_go_on_and_the_rows_are_the_same_to_the_letter(int seed)
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(seed), requests: 40, Cancel);
        using var stop = new CancellationTokenSource();
        var (recording, reading, looking) = (RecordAsync(), ReadAsync(), LookAsync());
        var rebuilds = 0;
        while (rebuilds < 6 && !recording.IsCompleted)
        {
            await Execute(server, "create table model.before (number int)");
            await Rebuild(server).RunAsync(cancellation: Cancel);
            Assert.Equal(true, await Scalar(server, "select to_regclass('model.before') is null"));
            rebuilds++;
        }

        await recording;
        await stop.CancelAsync();
        Assert.True(await reading > 20, "Nobody read meanwhile.");
        Assert.True(await looking > 5, "Nobody looked through a lens meanwhile.");
        Assert.Equal(0L, await Scalar(server, "select count(*) from pg_namespace where nspname in ('model_next', 'model_old')"));
        await using var database = await server.StopAsync();
        // What lenses keep among the rows is not of the log.
        await Execute(database.ConnectionString, "delete from model.fact where since < 0; delete from model.expulsion where since < 0");
        var after = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(await ModelSnapshot.TakeAsync(database.ConnectionString), after);

        // Whoever writes reads what he wrote, all the while.
        async Task RecordAsync()
        {
            await RandomHistory.RecordAsync(server.Recorder, new Random(seed + 1000), requests: 120, Cancel);
            for (var i = 0; i < 60; i++)
            {
                var written = new RegisterEntity(EntityKind.Organisation, $"written-{i}", $"Written {i}");
                Assert.False((await server.Recorder.RecordAsync(new("tests"), [new(written)], cancellation: Cancel)).IsRefused);
                var answer = await server.Ask($$"""{ entity(key: "organisation:written-{{i}}") { label } }""").MustBeData();
                Assert.Equal($"Written {i}", answer["entity"]!["label"]!.GetValue<string>());
            }
        }

        async Task<int> ReadAsync()
        {
            var (times, last) = (0, 0);
            for (; !stop.IsCancellationRequested; times++)
            {
                var answer = await server.Ask("{ claims(first: 1) { totalCount } expulsions(first: 10) { totalCount nodes { key label claims(first: 3) { nodes { source { title } } } } } }").MustBeData();
                var claims = answer["claims"]!["totalCount"]!.GetValue<int>();
                Assert.True(claims >= last, $"There were {last} claims, and now there are {claims}.");
                Assert.NotEmpty(answer["expulsions"]!["nodes"]!.AsArray());
                last = claims;
            }

            return times;
        }

        // Of one position, and so always the same.
        async Task<int> LookAsync()
        {
            var lenses = server.Services.GetRequiredService<LensOpener>();
            var facts = server.Services.GetRequiredService<FactQueries>();
            var keys = await FactKeys(server);
            string? first = null;
            var times = 0;
            for (; !stop.IsCancellationRequested; times++)
            {
                // Opened once and used on, as by a request that is under way.
                var lens = (await lenses.OpenAsync(new(Position: 60, WithoutSources: [Identifiers.Source("s1"), Identifiers.Source("s2")]), Cancel))!;
                for (var i = 0; i < 5; i++)
                {
                    var rows = await facts.ByKeysAsync(lens, keys, Cancel);
                    var text = string.Join('\n', rows.Values.SelectMany(r => r).OrderBy(r => (r.Subject, r.Property, r.Slot)).Select(r => r.ToString()));
                    Assert.Equal(first ??= text, text);
                    await Task.Delay(20, Cancel);
                }
            }

            return times;
        }
    }

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_the_one_in_use_and_can_be_begun_again()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(7), requests: 120, Cancel);
        var before = await ModelSnapshot.TakeAsync(server.ConnectionString);
        var random = new Random(7);
        var killed = 0;
        for (var i = 0; i < 25; i++)
        {
            var rebuild = Rebuild(server).RunAsync(cancellation: Cancel);
            await Task.WhenAny(rebuild, Task.Delay(random.Next(5, 400), Cancel));
            await Execute(server, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'KnowledgeBase rebuild' and datname = current_database()");
            if (await rebuild.ContinueWith(t => t.IsFaulted, Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)) killed++;
            Assert.Equal(before, await ModelSnapshot.TakeAsync(server.ConnectionString));
            await server.Ask("{ claims(first: 1) { totalCount } }").MustBeData();
        }

        Assert.True(killed > 5, $"Only {killed} were killed.");
        // Spoilt, so that one which does nothing is found out.
        await Execute(server, "update model.fact set named_roots = named_roots + 1; delete from model.citation");
        await Rebuild(server).RunAsync(cancellation: Cancel);
        Assert.Equal(before, await ModelSnapshot.TakeAsync(server.ConnectionString));
        Assert.Equal(0L, await Scalar(server, "select count(*) from pg_namespace where nspname in ('model_next', 'model_old')"));
    }

    [Fact]
    public async Task It_has_every_index_that_the_schema_has_and_statistics()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(8), requests: 30, Cancel);
        await Rebuild(server).RunAsync(cancellation: Cancel);
        using var script = typeof(ReadModelRebuild).Assembly.GetManifestResourceStream("KnowledgeBase.Store.ReadModel.schema.sql")!;
        using var reader = new StreamReader(script);
        var indexes = (await reader.ReadToEndAsync(Cancel)).Split('\n')
            .Select(line => System.Text.RegularExpressions.Regex.Match(line, @"^create (?:unique )?index (\w+) on model\.")).Where(m => m.Success).Select(m => m.Groups[1].Value);
        Assert.Equal(
            string.Join(' ', indexes.Order(StringComparer.Ordinal)),
            await Scalar(server, "select string_agg(indexname, ' ' order by indexname collate \"C\") from pg_indexes where schemaname = 'model' and indexname !~ '_pkey$'"));
        Assert.Equal(0L, await Scalar(server, "select count(*) from pg_class c where c.relnamespace = 'model'::regnamespace and c.reloptions::text like '%autovacuum_enabled%'"));
        Assert.Equal(true, await Scalar(server, "select exists (select from pg_stats where schemaname = 'model' and tablename = 'claim' and attname = 'subject')"));
    }

    [Fact]
    public async Task Who_is_erased_meanwhile_is_in_neither()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var person = new RegisterEntity(EntityKind.Person, "zqtoken-person", "Anna Zqtoken");
        Step[] steps = [
            new(person), new(new RegisterSource("s1", new(SourceKind.Article, "An article"))),
            new(new AssertClaim(person.EntityId, "Person.occupation", new TextValue("Neighbour of Zqtoken"), Stance.Asserts, Identifiers.Source("s1"), [], null, null, null, null)),
        ];
        Assert.False((await server.Recorder.RecordAsync(new("tests"), steps, cancellation: Cancel)).IsRefused);
        await RandomHistory.RecordAsync(server.Recorder, new Random(9), requests: 20, Cancel);
        var eraser = server.Services.GetRequiredService<Eraser>();
        var (erased, phases) = (false, new List<RebuildPhase>());
        await Rebuild(server).RunAsync(new Reporting(progress =>
        {
            phases.Add(progress.Phase);
            if (progress.Phase != RebuildPhase.Indexing || erased) return;
            // What it has made so far is full of the person.
            erased = true;
            Assert.Equal(1L, Scalar(server, "select count(*) from model_next.entity e where e.label like '%Zqtoken%'").GetAwaiter().GetResult());
            Assert.False(eraser.EraseAsync(new("tests"), new EraseSubject(person.EntityId, null, "Asked for.", []), null, Cancel).GetAwaiter().GetResult().IsRefused);
            Assert.Equal(true, Scalar(server, "select to_regclass('model_next.entity') is null").GetAwaiter().GetResult());
        }), Cancel);

        Assert.Equal(2, phases.Count(p => p == RebuildPhase.Indexing));
        Assert.Equal(0L, await Scalar(server, "select count(*) from model.entity e where e::text ilike '%zqtoken %' or e.label ilike '%zqtoken%'"));
        Assert.Equal(0L, await Scalar(server, "select count(*) from model.claim c where c::text ilike '%zqtoken%'"));
        await using var database = await server.StopAsync();
        var after = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(await ModelSnapshot.TakeAsync(database.ConnectionString), after);
    }

    [Fact]
    public async Task Only_one_runs_at_a_time()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(10), requests: 10, Cancel);
        await Rebuild(server).RunAsync(
            new Reporting(_ => Assert.Throws<RebuildUnderWayException>(() => Rebuild(server).RunAsync(cancellation: Cancel).GetAwaiter().GetResult())), Cancel);
    }

    [Fact]
    public async Task A_read_model_of_other_rules_is_made_anew_at_the_start_and_ends_where_it_did()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(11), requests: 60, Cancel);
        var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Execute(database.ConnectionString, "update model.fact set named_roots = named_roots + 1; update model.about set fingerprint = 'of another version'");

        await server.StartAsync(database);

        Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
        // And it goes on from there.
        await RandomHistory.RecordAsync(server.Recorder, new Random(12), requests: 20, Cancel);
        database = await server.StopAsync();
        var after = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 211, Cancel);
        Assert.Equal(await ModelSnapshot.TakeAsync(database.ConnectionString), after);
        await database.DisposeAsync();
    }

    private static ReadModelRebuild Rebuild(RunningServer server) =>
        new(new StoreSettings(server.ConnectionString, SingleNode: false), NullLogger<ReadModelRebuild>.Instance);

    private static async Task<IReadOnlyList<FactKey>> FactKeys(RunningServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select distinct subject, property from model.claim", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var keys = new List<FactKey>();
        while (await reader.ReadAsync(Cancel)) keys.Add(new(reader.GetGuid(0), reader.GetInt16(1)));
        return keys;
    }

    private static Task<object?> Execute(RunningServer server, string sql) => Execute(server.ConnectionString, sql);

    private static Task<object?> Scalar(RunningServer server, string sql) => Execute(server.ConnectionString, sql);

    private static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed class Reporting(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
