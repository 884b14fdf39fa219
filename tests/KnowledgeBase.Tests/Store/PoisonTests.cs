using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>An event that the read model cannot read is never skipped.</summary>
public sealed class PoisonTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("'unheard_of.v1'", "data")]
    [InlineData("type", "'{\"entityId\": 7}'::jsonb")]
    [InlineData("'claim_ranked.v1'", "'{\"claimId\": \"7db76221-1c9d-55b3-9ea9-53274dd7b5d1\", \"rank\": \"Preferred\", \"reason\": \"x\"}'::jsonb")]
    public async Task It_stops_the_read_model_and_shows_and_goes_on_once_it_is_mended(string type, string data)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var status = server.Services.GetRequiredService<ReadModelStatus>();
        await server.Recorder.RecordAsync(new("tests"), [new(new RegisterEntity(EntityKind.Organisation, "before", "Before"))], cancellation: cancel);

        await Execute($"""
            insert into log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
            select nextval('log.mt_events_sequence'), gen_random_uuid(), stream_id, 2, {data}, {type}, now(), tenant_id, null, false from log.mt_events
            """);
        var late = server.Recorder.RecordAsync(new("tests"), [new(new RegisterEntity(EntityKind.Organisation, "after", "After"))], cancellation: cancel);
        string? problem = null;
        for (var i = 0; i < 300 && problem is null; i++)
        {
            await Task.Delay(100, cancel);
            problem = (await status.ReadAsync(cancel)).Problem;
        }

        Assert.NotNull(problem);
        Assert.Equal(0L, await Execute("select count(*) from model.entity where key = 'after'"));

        await Execute("update log.mt_events set type = 'entity_relabelled.v1', data = jsonb_build_object('entityId', stream_id, 'label', 'Mended') where seq_id = 2");
        for (var i = 0; i < 600 && await Execute("select count(*) from model.entity where key = 'after'") is 0L; i++) await Task.Delay(100, cancel);
        Assert.Equal(1L, await Execute("select count(*) from model.entity where key = 'after'"));
        Assert.Equal(1L, await Execute("select count(*) from model.entity where label = 'Mended'"));
        // It was recorded all the while; whether its sender was still waiting does not matter here.
        await late.ContinueWith(_ => { }, cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Null((await status.ReadAsync(cancel)).Problem);

        async Task<object?> Execute(string sql)
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(cancel);
        }
    }
}
