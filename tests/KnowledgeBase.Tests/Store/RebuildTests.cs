using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Store;

public sealed class RebuildTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(211)]
    public async Task A_rebuild_gives_the_read_model_of_the_seeds_again_to_the_letter(int pageSize)
    {
        var server = new SeededServer(postgres);
        await server.InitializeAsync();
        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        Assert.DoesNotContain(before.Where(t => t.Key is not ("model.independence" or "model.merge" or "model.identity_judgement" or "model.snapshot" or "model.quotation")), t => t.Value.StartsWith("0 rows", StringComparison.Ordinal));

        await Rebuilding.RunAsync(database.ConnectionString, pageSize, TestContext.Current.CancellationToken);

        Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_rebuild_gives_any_history_again_however_the_log_is_cut_into_pages(int seed)
    {
        var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var recorded = await RandomHistory.RecordAsync(server.Recorder, new Random(seed), requests: 120, TestContext.Current.CancellationToken);
        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        Assert.True(recorded > 100, $"Only {recorded} events.");
        Assert.All(["model.snapshot", "model.quotation"], table => Assert.False(before[table].StartsWith("0 rows", StringComparison.Ordinal), table));

        foreach (var pageSize in new[] { 1, 7, 5_000 })
        {
            await Rebuilding.RunAsync(database.ConnectionString, pageSize, TestContext.Current.CancellationToken);
            Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
        }
    }
}
