using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Clients;

/// <summary>The pagination helpers of common clients work on the connections as they are, without code of the front end's own.</summary>
public sealed class PagingTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task Apollo_and_urql_page_to_the_end_and_see_every_item_once()
    {
        var result = await NodeScript.RunAsync("paging.mjs", new Uri(server.Address, "/graphql").ToString());

        foreach (var client in new[] { "apollo", "urql" })
        {
            var total = (int)result[client]!["totalCount"]!;
            var keys = result[client]!["keys"]!.AsArray().Select(k => (string)k!).ToList();
            Assert.True(total > 100, "Fewer than three pages prove little.");
            Assert.Equal(total, keys.Count);
            Assert.Equal(total, keys.Distinct().Count());
            Assert.Equal((total + 49) / 50, (int)result[client]!["requests"]!);
            Assert.False((bool)result[client]!["hasNextPage"]!);
        }

        // Both in the server's order.
        result["urql"]!["keys"].Is(result["apollo"]!["keys"]!.ToJsonString());
    }
}
