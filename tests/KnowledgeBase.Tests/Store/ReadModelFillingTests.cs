using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Store;

public sealed class ReadModelFillingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_makes_its_read_model_anew_answers_nobody_before_it_shows_everything()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(1), requests: 60, Cancel);
        var before = await server.Ask("{ claims { totalCount } expulsions(first: 1) { totalCount nodes { key label } } }").MustBeData();
        var database = await server.StopAsync();
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync(Cancel);
            await using var drop = new NpgsqlCommand("drop schema model cascade", connection);
            await drop.ExecuteNonQueryAsync(Cancel);
        }

        await server.StartAsync(database);

        Assert.Equal(before.ToJsonString(), (await server.Ask("{ claims { totalCount } expulsions(first: 1) { totalCount nodes { key label } } }").MustBeData()).ToJsonString());
    }
}
