using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Persons of the seeds, whom real claims, quotations and sources tell of.</summary>
public sealed class SeededErasureTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_the_seeds_tell_most_of_is_nowhere_and_the_read_model_is_what_a_rebuild_gives()
    {
        await using var server = new SeededServerWithUsers(postgres);
        await server.InitializeAsync();
        var listed = (await server.Ask("{ persons(first: 100) { nodes { key label claims { totalCount } } } diplomats(first: 100) { nodes { key label claims { totalCount } } } }").MustBeData());
        var chosen = new[] { "persons", "diplomats" }.SelectMany(kind => listed[kind]!["nodes"]!.AsArray().OrderByDescending(n => (int)n!["claims"]!["totalCount"]!).Take(2)).ToList();
        Assert.True(chosen.Count >= 2, $"Only {chosen.Count} in the seeds.");
        foreach (var person in chosen)
        {
            var key = (string)person!["key"]!;
            var preview = (await server.AskAs(PersonStory.Admin,
                "query($e: ID) { erasurePreview(entity: $e) { names counts { changes claims } elsewhere(first: 100) { nodes { change { id } } pageInfo { hasNextPage } } } }", new { e = key }).MustBeData())["erasurePreview"]!;
            Assert.False((bool)preview["elsewhere"]!["pageInfo"]!["hasNextPage"]!, key);
            Assert.True((int)preview["counts"]!["claims"]! > 0, key);
            var also = preview["elsewhere"]!["nodes"]!.AsArray().Select(n => (string)n!["change"]!["id"]!).ToList();

            var erased = (await server.AskAs(PersonStory.Admin,
                "mutation($e: ID!, $also: [ID!]) { eraseSubject(input: { entity: $e, reason: \"Asked for in writing.\", alsoRedact: $also }) { changes { kind } errors { ... on UserError { message } } } }",
                new { e = key, also }).MustBeData())["eraseSubject"]!;

            Assert.True(erased["errors"]!.AsArray().Count == 0, $"{key}: {erased}");
            Assert.Single(erased["changes"]!.AsArray());
            Assert.Empty(await TokenSearch.InTablesAsync(server.ConnectionString, (string)person["label"]!, Cancel));
        }

        Assert.Null((await server.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);
        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        await Rebuilding.RunAsync(database.ConnectionString, 5_000, Cancel);
        Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
    }

    private sealed class SeededServerWithUsers(PostgresServer postgres) : ServerWithUsers(postgres)
    {
        protected override bool WithSeeds => true;
    }
}
