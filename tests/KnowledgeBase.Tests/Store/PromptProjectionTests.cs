using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>A request shows its own events where it can, and the projection passes over them.</summary>
public sealed class PromptProjectionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_touches_little_is_shown_while_the_projection_stands_still()
    {
        await Record(new RegisterEntity(EntityKind.Organisation, "prompt-first", "First"));
        await UntilFollowed();
        await using (await Hold("select from log.mt_event_progression for update"))
        {
            var result = await Record(new RegisterEntity(EntityKind.Organisation, "prompt-held", "Held"), new RegisterSource("prompt-source", new(SourceKind.Article, "Held")));
            Assert.Equal(1L, await Scalar("select count(*) from model.entity where key = 'prompt-held'"));
            Assert.Equal(result.Position, await Scalar("select position from model.shown"));
        }

        await UntilFollowed();
        // What the projection passes over is not there twice, and what it does not is shown by it.
        var citing = new RegisterSource("prompt-citing", new(SourceKind.Article, "Citing"));
        await Record(citing, new CiteSource(citing.SourceId, new RegisterSource("prompt-source", new(SourceKind.Article, "Held")).SourceId, CitationManner.Quotes, true, null));
        Assert.Equal(1L, await Scalar("select count(*) from model.entity where key = 'prompt-held'"));
        Assert.Equal(1L, await Scalar("select count(*) from model.citation where citing = $1", citing.SourceId));
        var before = await ModelSnapshot.TakeAsync(server.ConnectionString);
        await UntilFollowed();
        Assert.Equal(before, await ModelSnapshot.TakeAsync(server.ConnectionString));
    }

    [Fact]
    public async Task What_cannot_be_shown_at_once_is_recorded_all_the_same()
    {
        await Scalar("""
            create function refuse() returns trigger language plpgsql as $$ begin if new.key = 'prompt-refused' then raise exception 'refused by a test'; end if; return new; end $$;
            create trigger refuse before insert on model.entity for each row execute function refuse()
            """);
        var recording = server.Recorder.RecordAsync(new("tests"), [new(new RegisterEntity(EntityKind.Organisation, "prompt-refused", "Refused"))], cancellation: Cancel);
        while (await Scalar("select count(*) from log.mt_events where data ->> 'key' = 'prompt-refused'") is 0L) await Task.Delay(20, Cancel);
        Assert.Equal(0L, await Scalar("select count(*) from model.entity where key = 'prompt-refused'"));
        await Scalar("drop trigger refuse on model.entity; drop function refuse()");

        await recording;
        Assert.Equal(1L, await Scalar("select count(*) from model.entity where key = 'prompt-refused'"));
        // From then on, requests show their own again.
        await UntilFollowed();
        await using (await Hold("select from log.mt_event_progression for update")) await Record(new RegisterEntity(EntityKind.Organisation, "prompt-after", "After"));
        Assert.Equal(1L, await Scalar("select count(*) from model.entity where key = 'prompt-after'"));
    }

    [Fact]
    public async Task Those_who_record_at_once_are_all_shown_and_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Record(new RegisterEntity(EntityKind.Organisation, $"prompt-many-{i}", $"Many {i}"))));
        Assert.Equal(60L, await Scalar("select count(*) from model.entity where key like 'prompt-many-%'"));
        Assert.Equal(60L, await Scalar("select count(distinct id) from model.entity where key like 'prompt-many-%'"));
    }

    private async Task<RecordingResult> Record(params object[] commands)
    {
        var result = await server.Recorder.RecordAsync(new("tests"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        return result;
    }

    /// <summary>Until Marten's projection has come to the end of the log.</summary>
    private async Task UntilFollowed()
    {
        var sql = $"select coalesce((select last_seq_id from log.mt_event_progression where name = '{ReadModelProjection.ShardIdentity}'), 0) >= (select max(seq_id) from log.mt_events)";
        while (await Scalar(sql) is not true) await Task.Delay(20, Cancel);
    }

    /// <summary>Holds what a statement locks, until it is disposed of.</summary>
    private async Task<IAsyncDisposable> Hold(string sql)
    {
        var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    private async Task<object?> Scalar(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync(Cancel);
    }
}
