using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>An erasure that is cut off between two of its steps has not begun.</summary>
public sealed class InterruptedErasureTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly ServerWithUsers server = new(postgres);
    private PersonStory story = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        story = new(server);
        await story.RecordAsync();
        await ExecuteAsync(
            """
            create schema fault;
            create sequence fault.count;
            create function fault.fail() returns trigger language plpgsql as $$ begin if nextval('fault.count') = 1 then raise exception 'The test cuts it off here.'; end if; return null; end $$;
            create function fault.die() returns trigger language plpgsql as $$ begin if nextval('fault.count') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$;
            """);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    // In the order in which the erasure comes to them.
    private static readonly string[] Steps =
    [
        "insert on log.erased", "update on log.seal", "insert on log.event_key", "update on log.mt_events", "insert on log.mt_events", "update on log.erased",
        "delete on lens.view", "delete on log.mt_doc_commandreceipt", "delete on model.entity", "insert on model.entity", "delete on model.claim", "insert on model.claim",
        "delete on model.fact", "insert on model.fact", "delete on model.expulsion", "insert on log.seal", "insert on log.mt_doc_commandreceipt",
    ];

    [Theory]
    [InlineData("fail")]
    [InlineData("die")]
    public async Task Nothing_is_half_erased_wherever_it_is_cut_off(string how)
    {
        var elsewhere = await story.ElsewhereAsync();
        var before = await EverythingAsync();
        foreach (var step in Steps)
        {
            await ExecuteAsync($"alter sequence fault.count restart; create trigger cut before {step} for each statement execute function fault.{how}()");
            var answer = await EraseAsync(elsewhere);
            Assert.True(answer["errors"] is not null, $"{step} is no step: {answer.ToJsonString()}");
            Assert.DoesNotContain(story.Token, answer.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            await ExecuteAsync($"drop trigger cut on {step.Split(' ')[^1]}");
            Assert.Equal(before, await EverythingAsync());
        }

        // Neither did it leave anything behind that would stop it, or others, now. Retried with its key it is the first one.
        Assert.Null((await EraseAsync(elsewhere))["errors"]);
        Assert.Single((await EraseAsync(elsewhere).MustBeData())["eraseSubject"]!["changes"]!.AsArray());
        Assert.Equal(1, await CountAsync("select count(*) from log.mt_events where type = 'subject_erased.v1'"));
        Assert.Equal(0, await CountAsync($"select count(*) from log.mt_events where stream_id = '{Identifiers.Entity(EntityKind.Person, $"{story.Token}-person")}' and data::text like '%{story.Token}%'"));
        Assert.Null((await server.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);
        await using var database = await server.StopAsync();
        var model = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(model, await ModelSnapshot.TakeAsync(database.ConnectionString));
    }

    private Task<System.Text.Json.Nodes.JsonNode> EraseAsync(IReadOnlyList<string> elsewhere) => server.AskAs(
        PersonStory.Admin, "mutation($e: ID!, $also: [ID!]) { eraseSubject(input: { idempotencyKey: \"erase\", entity: $e, reason: \"Asked for.\", alsoRedact: $also }) { changes { kind } errors { __typename } } }",
        new { e = story.Person, also = elsewhere });

    /// <summary>A digest of every table's rows. What the daemon notes of its own is no matter, nor the empty stream that Marten makes when an append fails.</summary>
    private async Task<IReadOnlyList<string>> EverythingAsync()
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var digests = new List<string>();
        foreach (var table in await TokenSearch.ListAsync(database, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('log', 'model', 'lens') and tablename not in ('mt_event_progression', 'mt_high_water_skips') order by 1", Cancel))
        {
            var digest = await TokenSearch.ListAsync(database, $"select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') from {table} t {(table == "log.mt_streams" ? "where t.version > 0" : "")}", Cancel);
            digests.Add($"{table}: {digest[0]}");
        }

        return digests;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
