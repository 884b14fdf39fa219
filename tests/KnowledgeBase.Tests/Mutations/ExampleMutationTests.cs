using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Mutations;

/// <summary>The mutations that the playground offers.</summary>
public sealed class ExampleMutationTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_example_of_a_claim_is_recorded_and_recorded_once()
    {
        var first = await Run("20-assert-claim");
        first["assertClaims"].Is(
            """
            {"claims":[
              {"subject":{"label":"An expulsion to try this out"},"property":"EXPULSION_HEADCOUNT","stance":"REPORTS",
               "source":{"title":"An article to try this out"},"lineage":{"roots":[{"kind":"UNRESOLVED","source":{"title":"An article to try this out"}}]}},
              {"subject":{"label":"An expulsion to try this out"},"property":"EXPULSION_ANNOUNCED_ON","stance":"REPORTS",
               "source":{"title":"An article to try this out"},"lineage":{"roots":[{"kind":"UNRESOLVED","source":{"title":"An article to try this out"}}]}}],
             "changes":[{"kind":"CLAIM_ASSERTED","recordedBy":"key:tests"},{"kind":"CLAIM_ASSERTED","recordedBy":"key:tests"}],"errors":[]}
            """);
        Assert.Equal(first.ToJsonString(), (await Run("20-assert-claim")).ToJsonString());
    }

    [Fact]
    public async Task The_example_of_mistakes_shows_them()
    {
        (await Run("21-mistakes"))["registerSource"].Is(
            """
            {"source":null,"errors":[{"__typename":"InvalidInputError","code":"DATE_IMPOSSIBLE","message":"2021-02 has no day 30.","path":["input","publishedOn"]}]}
            """);
    }

    private async Task<JsonNode> Run(string name)
    {
        var file = Path.Combine(Contract.Folder, "operations", name);
        var variables = File.Exists($"{file}.variables.json") ? JsonNode.Parse(await File.ReadAllTextAsync($"{file}.variables.json", TestContext.Current.CancellationToken)) : null;
        return await server.Ask(await File.ReadAllTextAsync($"{file}.graphql", TestContext.Current.CancellationToken), variables).MustBeData();
    }
}
