using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Store;

public sealed class MergeUndoTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Merges_and_their_undoing_in_any_order_give_the_read_model_from_before_to_the_letter(int seed)
    {
        var random = new Random(seed);
        var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, random, requests: 60, Cancel);
        await MakeMergeableAsync(server.Recorder);
        var merges = 0;
        for (var round = 0; round < 12; round++)
        {
            var before = await ModelSnapshot.OfNowAsync(server.ConnectionString);
            var merged = await MergeAsync(server.Recorder, random);
            merges += merged.Count;
            if (merged.Count > 0) Assert.NotEqual(before["model.entity"], (await ModelSnapshot.OfNowAsync(server.ConnectionString))["model.entity"]);
            var undo = merged.ToArray();
            random.Shuffle(undo);
            // In one request or one by one: the projection gets them in one page or in several.
            foreach (var part in undo.Chunk(random.Next(2) == 0 ? 1 : 10))
            {
                var result = await server.Recorder.RecordAsync(new("tests"), [.. part.Select(id => new Step(new UnmergeEntities(id, "Not the same.")))], cancellation: Cancel);
                Assert.Empty(result.Refusals);
            }

            var after = await ModelSnapshot.OfNowAsync(server.ConnectionString);
            foreach (var (table, rows) in before) Assert.Equal(rows.Split('\n'), after[table].Split('\n'));
        }

        Assert.True(merges > 5, $"Only {merges} merges.");
        await using var database = await server.StopAsync();
        var all = await ModelSnapshot.TakeAsync(database.ConnectionString);
        foreach (var pageSize in new[] { 1, 7, 5_000 })
        {
            await Rebuilding.RunAsync(database.ConnectionString, pageSize, Cancel);
            Assert.Equal(all, await ModelSnapshot.TakeAsync(database.ConnectionString));
        }
    }

    /// <summary>What was merged is not, and what was judged different is the same after all: any two may be merged.</summary>
    private static async Task MakeMergeableAsync(Recorder recorder)
    {
        foreach (var group in RandomHistory.Mergeable)
        {
            foreach (var entity in group) await recorder.RecordAsync(new("tests"), [new(new UnmergeEntities(entity, "Not the same."))], cancellation: Cancel);
            foreach (var (first, second) in group.SelectMany((a, i) => group.Skip(i + 1).Select(b => (a, b))))
            {
                await recorder.RecordAsync(new("tests"), [new(new JudgeIdentity(first, second, IdentityVerdict.Same, "Looked at again."))], cancellation: Cancel);
            }
        }
    }

    /// <summary>Up to four merges, also in chains and of survivors.</summary>
    /// <returns>The absorbed entities.</returns>
    private static async Task<List<Guid>> MergeAsync(Recorder recorder, Random random)
    {
        var merged = new List<Guid>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var merge = RandomHistory.Merge(random);
            var result = await recorder.RecordAsync(new("tests"), [new(merge)], cancellation: Cancel);
            if (result.Changes.Count > 0) merged.Add(merge.EntityId);
        }

        return merged;
    }
}
