using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Server;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Integrity;
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
        var further = await ScalarAsync<long[]>(server.ConnectionString, $"select array_agg(seq_id order by seq_id) from log.mt_events where data::text like '%Anna {story.Token}%' and data ->> 'subjectId' is distinct from '{PersonId(story)}' and stream_id <> '{PersonId(story)}'");
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
