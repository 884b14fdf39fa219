using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Queries;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>However many relations, exchanges or episodes are asked for at once, the number of statements is the same.</summary>
public sealed class StatementTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task Relations_of_many_countries(int first) => await Within(10, """
        query Relations($first: Int!) {
          countries(first: $first) { nodes { label relationWith(code: "US") {
            balance { expellingParty { label } persons { text } }
            expulsions(first: 3) { totalCount nodes { label } }
            exchanges(first: 5) { nodes { symmetric initial { label } chain { label } responses { label } thirdPartyResponses { label } totals { sendingParty { label } persons { text } } } }
          } } }
        }
        """, first);

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public async Task Exchanges_of_one_relation(int first) => await Within(8, """
        query Exchanges($first: Int!) {
          relation(between: ["US", "RU"]) { balance { persons { text } } exchanges(first: $first) { totalCount nodes { symmetric difference { text } chain { label headcount { text } expellingParty { label } } } } }
        }
        """, first);

    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    public async Task Totals_of_many_episodes(int first) => await Within(11, """
        query Totals($first: Int!) {
          episodes(first: $first) { nodes {
            computedTotal { text }
            totals { computed { text } stated { agreement corroboration { namedRoots roots { source { key } } } supportedBy(first: 2) { nodes { source { title } } } } }
            partyTotals { computed stated { value agreement } } sendingPartyTotals { computed }
            expulsions(first: 3) { nodes { label } } episodes { nodes { label computedTotal { text } } }
          } }
        }
        """, first);

    private async Task Within(int most, string query, int first)
    {
        var (answer, statements) = await server.CountAsync(query, new JsonObject { ["first"] = first });
        Assert.True(answer["errors"] is null, answer["errors"]?.ToJsonString());
        // And one for what the database shows, by which rows are kept.
        Assert.True(statements.Count <= most + 1, $"{statements.Count} statements:\n{string.Join("\n\n", statements)}");
    }
}
