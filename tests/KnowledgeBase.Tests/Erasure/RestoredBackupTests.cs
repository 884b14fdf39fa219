using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Server;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>A backup from before an erasure does not bring back what was erased.</summary>
public sealed class RestoredBackupTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_restored_from_before_an_erasure_is_erased_again_before_it_answers()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "kept", "erasures.jsonl");
        await using var server = new ServerWithUsers(postgres);
        await server.InitializeAsync();
        var story = new PersonStory(server);
        await story.RecordAsync();
        // The changes found elsewhere, as positions.
        var further = await ScalarAsync<long[]>(server.ConnectionString, $"select array_agg(seq_id order by seq_id) from log.mt_events v where (data::text like '%Anna {story.Token}%' or exists (select from log.snapshot_text t where t.sha256 = v.data ->> 'sha256' and t.text like '%Anna {story.Token}%')) and data ->> 'subjectId' is distinct from '{PersonId(story)}' and stream_id <> '{PersonId(story)}'");
        await using var database = await server.StopAsync();
        var backup = $"{database.Name}_backup";
        NpgsqlConnection.ClearAllPools();
        await ScalarAsync<object>(Other(database, "postgres"), $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.Name}'");
        await ScalarAsync<object>(Other(database, "postgres"), $"create database {backup} template {database.Name}");
        try
        {
            await RunAsync(database.ConnectionString, list, async app =>
            {
                var eraser = app.Services.GetRequiredService<Eraser>();
                Assert.False((await eraser.EraseAsync(new("Root"), new(null, Identifiers.Source(story.Informant), "Asked for.", []), null, Cancel)).IsRefused);
                Assert.False((await eraser.EraseAsync(new("Root"), new(PersonId(story), null, "Asked for.", further), null, Cancel)).IsRefused);
            });
            Assert.DoesNotContain(story.Token, await File.ReadAllTextAsync(list, Cancel), StringComparison.OrdinalIgnoreCase);
            var restored = Other(database, backup);
            Assert.NotEmpty(await TokenSearch.InTablesAsync(restored, story.Token, Cancel));

            await RunAsync(restored, list, async app =>
            {
                Assert.Empty(await TokenSearch.InTablesAsync(restored, story.Token, Cancel));
                Assert.Null((await app.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);
            });

            Assert.Equal(2L, await ScalarAsync<long>(restored, $"select count(*) from log.mt_events where type = 'subject_erased.v1' and user_name = '{ErasureReplay.Actor}'"));
            // Once more: there is nothing left to erase again.
            await RunAsync(restored, list, _ => Task.CompletedTask);
            Assert.Equal(2L, await ScalarAsync<long>(restored, "select count(*) from log.mt_events where type = 'subject_erased.v1'"));
            Assert.Equal(4, (await File.ReadAllLinesAsync(list, Cancel)).Length);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await ScalarAsync<object>(Other(database, "postgres"), $"drop database if exists {backup} with (force)");
        }
    }

    [Fact]
    public async Task A_database_restored_from_before_a_merge_has_all_erased_that_were_merged_then()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "erasures.jsonl");
        const string word = "zqrestored";
        var (one, other) = (Identifiers.Entity(EntityKind.Person, "one"), Identifiers.Entity(EntityKind.Person, "other"));
        await using var database = await postgres.CreateDatabaseAsync();
        await using var restored = await postgres.CreateDatabaseAsync();
        foreach (var (connection, isMerged) in new[] { (restored.ConnectionString, false), (database.ConnectionString, true) })
        {
            await RunAsync(connection, isMerged ? list : Path.Combine(folder.Path, "none.jsonl"), async app =>
            {
                var recorder = app.Services.GetRequiredService<Recorder>();
                Assert.Empty((await recorder.RecordAsync(new("curator"), [new(new RegisterEntity(EntityKind.Person, "one", $"One {word}")), new(new RegisterEntity(EntityKind.Person, "other", $"Other {word}"))], cancellation: Cancel)).Refusals);
                if (!isMerged) return;
                Assert.Empty((await recorder.RecordAsync(new("curator"), [new(new MergeEntities(one, other, "The same."))], cancellation: Cancel)).Refusals);
                Assert.Equal(2, (await app.Services.GetRequiredService<Eraser>().EraseAsync(new("Root"), new(one, null, "Asked for.", []), null, Cancel)).Changes.Count);
            });
        }

        await RunAsync(restored.ConnectionString, list, async app =>
        {
            Assert.Empty(await TokenSearch.InTablesAsync(restored.ConnectionString, word, Cancel));
            Assert.Null((await app.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);
        });

        Assert.Equal(2L, await ScalarAsync<long>(restored.ConnectionString, "select count(*) from log.mt_events where type = 'subject_erased.v1'"));
        Assert.Equal(2L, await ScalarAsync<long>(restored.ConnectionString, "select count(*) from model.entity where is_erased"));
    }

    [Fact]
    public async Task An_erasure_whose_list_cannot_be_written_is_done_and_the_next_start_completes_the_list()
    {
        using var folder = new TemporaryFolder();
        var kept = Path.Combine(folder.Path, "kept");
        var list = Path.Combine(kept, "erasures.jsonl");
        await using var database = await postgres.CreateDatabaseAsync();
        await RunAsync(database.ConnectionString, list, async app =>
        {
            await app.Services.GetRequiredService<Recorder>().RecordAsync(new("curator"), [new(new RegisterEntity(EntityKind.Person, "one", "One zqlist"))], cancellation: Cancel);
            // A file is where the folder should be.
            await File.WriteAllTextAsync(kept, "", Cancel);
            Assert.Single((await app.Services.GetRequiredService<Eraser>().EraseAsync(new("Root"), new(Identifiers.Entity(EntityKind.Person, "one"), null, "Asked for.", []), null, Cancel)).Changes);
        });
        Assert.Empty(await TokenSearch.InTablesAsync(database.ConnectionString, "zqlist", Cancel));
        File.Delete(kept);
        await RunAsync(database.ConnectionString, list, _ => Task.CompletedTask);
        Assert.Single(await File.ReadAllLinesAsync(list, Cancel));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "erasures.jsonl");
        await File.WriteAllTextAsync(list, "{}\nno line of it\n", Cancel);
        await using var database = await postgres.CreateDatabaseAsync();
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(database.ConnectionString, list, _ => Task.CompletedTask));
        Assert.Contains("line 2", failure.Message, StringComparison.Ordinal);
    }

    private static Guid PersonId(PersonStory story) => Identifiers.Entity(EntityKind.Person, $"{story.Token}-person");

    private static async Task RunAsync(string connectionString, string list, Func<WebApplication, Task> work)
    {
        await using var app = await ServerApp.BuildAsync(
            ["--urls", "http://127.0.0.1:0", $"--ConnectionStrings:KnowledgeBase={connectionString}", "--KnowledgeBase:Seeds=false", $"--KnowledgeBase:ErasureList={list}"], Cancel);
        await app.StartAsync(Cancel);
        await work(app);
        await app.StopAsync(Cancel);
    }

    private static string Other(TestDatabase database, string name) => new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name }.ConnectionString;

    private static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancel) ?? default(T))!;
    }
}
