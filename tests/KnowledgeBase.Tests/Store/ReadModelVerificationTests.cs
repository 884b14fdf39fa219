using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>A server with a history that nobody changes but for the test that is running, which puts back what it changed.</summary>
public sealed class VerifiedServer(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await RandomHistory.RecordAsync(Recorder, new Random(21), requests: 150, TestContext.Current.CancellationToken);
        var (article, words) = (new RegisterSource("article", new(SourceKind.Article, "An article")), "said the words");
        var claim = new AssertClaim(Identifiers.Entity(EntityKind.Expulsion, "x1"), "Expulsion.statedReason", new TextValue("Because", "en"), Stance.Reports, article.SourceId, [], null, null, new(words, null, null), null, null);
        var result = await Recorder.RecordAsync(
            new("tests"), [new(article), new(TakeSnapshot.OfText(article.SourceId, $"He {words} here.", "text/plain", DateTimeOffset.UnixEpoch, null)), new(claim)], cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(result.Refusals);
        // Rows that a lens works out are among those of the log.
        await Services.GetRequiredService<LensOpener>().OpenAsync(new(Position: 60, WithoutSources: [Identifiers.Source("s1"), Identifiers.Source("s2")]), TestContext.Current.CancellationToken);
    }
}

public sealed class ReadModelVerificationTests(VerifiedServer server, PostgresServer postgres) : IClassFixture<VerifiedServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_intact_base_holds_and_is_as_it_was_afterwards()
    {
        Assert.True((long)(await Scalar("select count(*) from model.fact where since < 0"))! > 0, "No lens has rows.");
        var before = await ModelSnapshot.TakeAsync(server.ConnectionString);
        var phases = new List<VerificationPhase>();
        var found = await Verify(server, new Reporting(p => phases.Add(p.Phase)));
        Assert.True(found.Holds);
        Assert.Equal((await Scalar("select max(seq_id) from log.mt_events"), await Scalar("select count(*) from model.quotation")), (found.Position, found.Quotations));
        Assert.Equal(found.Position, found.Recorded);
        Assert.True(found.Quotations > 3 && found.Rows > found.Quotations);
        Assert.Equal([VerificationPhase.Projecting, VerificationPhase.Contents, VerificationPhase.Comparing], phases.Distinct());
        Assert.Equal(before, await ModelSnapshot.TakeAsync(server.ConnectionString));
        Assert.Equal(0L, await Scalar("select count(*) from pg_namespace where nspname = 'model_check'"));
    }

    [Theory]
    // What is altered, of versions that stand and of others; in texts, numbers, JSON and bounds.
    [InlineData("update model.entity set label = 'Franconia' where key = 'FR'", "model.entity", 1, "Altered", "label")]
    [InlineData("update model.claim set value = '{\"$type\":\"headcount\",\"min\":77}' where ctid = (select min(ctid) from model.claim where until < 9223372036854775807)", "model.claim", 1, "Altered", "value")]
    [InlineData("update model.fact set named_roots = named_roots + 1, denials = 7 where since > 0 and until = 9223372036854775807", "model.fact", -1, "Altered", "denials, named_roots")]
    [InlineData("update model.expulsion set until = 9223372036854775807 where (id, since) = (select id, since from model.expulsion where since > 0 and until < 9223372036854775807 and exists (select) limit 1)", "model.expulsion", 1, "Altered", "until")]
    [InlineData("update model.claim set until = 999999999 where ctid = (select min(ctid) from model.claim where until = 9223372036854775807)", "model.claim", 1, "Altered", "until")]
    // What is removed.
    [InlineData("delete from model.citation where ctid = (select min(ctid) from model.citation)", "model.citation", 1, "Missing", null)]
    [InlineData("delete from model.independence", "model.independence", -1, "Missing", null)]
    [InlineData("delete from model.snapshot where ctid = (select max(ctid) from model.snapshot)", "model.snapshot", 1, "Missing", null)]
    // What is added, also as if it were to come.
    [InlineData("insert into model.merge values (gen_random_uuid(), gen_random_uuid(), 'Invented.', 1, 1, 9223372036854775807)", "model.merge", 1, "Unexpected", null)]
    [InlineData("insert into model.merge values (gen_random_uuid(), gen_random_uuid(), 'Invented.', 1, 888888888, 9223372036854775807)", "model.merge", 1, "Unexpected", null)]
    [InlineData("insert into model.identity_judgement select first, second, verdict, reason, stream, recorded, 0, 1 from model.identity_judgement limit 1", "model.identity_judgement", 1, "Unexpected", null)]
    // What a quotation is said to be.
    [InlineData("update model.quotation set status = status + 1 where claim = (select claim from model.quotation where checked_against is not null and until = 9223372036854775807 limit 1) and until = 9223372036854775807", "model.quotation", 1, "Altered", "status")]
    public async Task A_row_that_is_not_what_the_log_gives_is_found_and_named(string spoil, string table, int rows, string kind, string? columns)
    {
        var name = table.Split('.')[1];
        await Execute($"drop table if exists public.kept; create table public.kept as select * from {table}");
        try
        {
            var spoilt = await Execute(spoil);
            Assert.True(spoilt > 0, "Nothing was spoilt.");
            var found = await Verify(server);
            var difference = Assert.Single(found.Tables);
            Assert.Equal((false, table, rows < 0 ? spoilt : rows), (found.Holds, difference.Table, difference.Rows));
            Assert.Equal(Math.Min(difference.Rows, 5), difference.First.Count);
            Assert.All(difference.First, row => Assert.Equal((kind, columns ?? ""), (row.Kind.ToString(), row.Columns)));
            Assert.All(difference.First, row => Assert.Matches("^[a-z_]+ .*, since [0-9]+$", row.Key));
            if (name == "entity") Assert.Contains(Identifiers.Entity(EntityKind.Country, "FR").ToString("D"), difference.First[0].Key, StringComparison.Ordinal);
        }
        finally
        {
            await Execute($"delete from {table}; insert into {table} select * from public.kept; drop table public.kept");
        }

        Assert.True((await Verify(server)).Holds);
    }

    [Fact]
    public async Task A_content_that_is_not_what_was_recorded_is_found_and_so_is_what_its_text_says_otherwise()
    {
        var hash = (string)(await Scalar("select s.sha256 from model.quotation q join model.snapshot s on s.position = q.last_found_in join model.source o on o.id = q.source where o.key = 'article' limit 1"))!;
        await Execute($"create table public.content as select * from log.snapshot_content where sha256 = '{hash}'; create table public.texts as select * from log.snapshot_text where sha256 = '{hash}'");
        await Execute($"update log.snapshot_content set bytes = 'other'::bytea where sha256 = '{hash}'");
        Assert.Equal([hash], (await Verify(server)).Contents);
        // Nobody sees by the bytes what was read of them; but the quotation is not there any more.
        await Execute($"update log.snapshot_content set bytes = (select bytes from public.content) where sha256 = '{hash}'; update log.snapshot_text set text = 'Other words.' where sha256 = '{hash}'");
        var found = await Verify(server);
        Assert.Empty(found.Contents);
        Assert.Equal("model.quotation", Assert.Single(found.Tables).Table);
        await Execute($"delete from log.snapshot_content where sha256 = '{hash}'");
        Assert.Equal([hash], (await Verify(server)).Contents);
        await Execute("insert into log.snapshot_content select * from public.content; insert into log.snapshot_text select * from public.texts; drop table public.content, public.texts");
        Assert.True((await Verify(server)).Holds);
    }

    [Fact]
    public async Task Recording_goes_on_meanwhile_without_a_false_alarm()
    {
        await using var other = new RunningServer(postgres);
        await other.InitializeAsync();
        await RandomHistory.RecordAsync(other.Recorder, new Random(41), requests: 60, Cancel);
        var recording = RandomHistory.RecordAsync(other.Recorder, new Random(42), requests: 150, Cancel);
        var (times, meanwhile) = (0, 0);
        while (!recording.IsCompleted)
        {
            var found = await Verify(other);
            Assert.True(found.Holds, string.Join('\n', found.Tables.SelectMany(t => t.First.Select(r => $"{t.Table} {r}"))));
            times++;
            if ((long)(await Scalar(other, "select max(seq_id) from log.mt_events"))! > found.Position) meanwhile++;
        }

        await recording;
        Assert.True(times > 2 && meanwhile > 1, $"It was verified {times} times, and something was recorded in {meanwhile}.");
    }

    [Fact]
    public async Task A_rebuild_and_an_erasure_may_come_in_between_and_nothing_of_the_person_remains()
    {
        await using var other = new RunningServer(postgres);
        await other.InitializeAsync();
        var person = new RegisterEntity(EntityKind.Person, "zqtoken-person", "Anna Zqtoken");
        Assert.False((await other.Recorder.RecordAsync(new("tests"), [new(person)], cancellation: Cancel)).IsRefused);
        await RandomHistory.RecordAsync(other.Recorder, new Random(43), requests: 20, Cancel);
        var (erased, contents) = (false, 0);
        var found = await Verify(other, new Reporting(progress =>
        {
            if (progress.Phase != VerificationPhase.Contents) return;
            contents++;
            if (erased) return;
            erased = true;
            new ReadModelRebuild(new StoreSettings(other.ConnectionString, SingleNode: false), NullLogger<ReadModelRebuild>.Instance).RunAsync(cancellation: Cancel).GetAwaiter().GetResult();
            Assert.Equal(1L, Scalar(other, "select count(*) from model_check.entity e where e.label like '%Zqtoken%'").GetAwaiter().GetResult());
            Assert.False(other.Services.GetRequiredService<Eraser>().EraseAsync(new("tests"), new EraseSubject(person.EntityId, null, "Asked for.", []), null, Cancel).GetAwaiter().GetResult().IsRefused);
            Assert.Equal(true, Scalar(other, "select to_regclass('model_check.entity') is null").GetAwaiter().GetResult());
        }));
        Assert.Equal((true, 2), (found.Holds, contents));
    }

    [Fact]
    public async Task Only_one_runs_at_a_time() => await Verify(server, new Reporting(_ =>
        Assert.Throws<VerificationUnderWayException>(() => Verify(server).GetAwaiter().GetResult())));

    private static Task<ModelVerification> Verify(RunningServer server, IProgress<VerificationProgress>? progress = null) =>
        new ReadModelVerification(new StoreSettings(server.ConnectionString, SingleNode: false), NullLogger<ReadModelVerification>.Instance).RunAsync(progress, Cancel);

    private async Task<int> Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Cancel);
    }

    private Task<object?> Scalar(string sql) => Scalar(server, sql);

    private static async Task<object?> Scalar(RunningServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed class Reporting(Action<VerificationProgress> report) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => report(value);
    }
}
