using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Server;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

/// <summary>Two servers on one database: one of them keeps the read model, both record and wait.</summary>
public sealed class NodesTests(PostgresServer postgres)
{
    [Fact]
    public async Task Whoever_wrote_reads_what_he_wrote_on_either_node_and_after_the_first_has_gone()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await postgres.CreateDatabaseAsync();
        await using var first = await Start(database);
        await using var second = await Start(database);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RecordAndRead(i % 2 == 0 ? first : second, $"both-{i}")));

        await first.StopAsync(cancel);
        for (var i = 0; i < 5; i++) await RecordAndRead(second, $"left-{i}");
        await second.StopAsync(cancel);

        async Task RecordAndRead(WebApplication node, string key)
        {
            var command = new RegisterEntity(EntityKind.Organisation, key, key);
            await node.Services.GetRequiredService<Recorder>().RecordAsync(new("tests"), [new(command)], cancellation: cancel);
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var read = new NpgsqlCommand("select count(*) from model.entity where id = $1", connection);
            read.Parameters.Add(new() { Value = command.EntityId });
            Assert.Equal(1L, await read.ExecuteScalarAsync(cancel));
        }
    }

    private static async Task<WebApplication> Start(TestDatabase database)
    {
        var app = await ServerApp.BuildAsync(
            ["--urls", "http://127.0.0.1:0", $"--ConnectionStrings:KnowledgeBase={database.ConnectionString}", "--KnowledgeBase:Seeds=false"]);
        await app.StartAsync();
        return app;
    }
}
