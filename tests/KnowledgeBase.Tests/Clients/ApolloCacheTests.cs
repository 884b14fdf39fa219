using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Clients;

/// <summary>Apollo Client's cache never takes a thing as it is seen through a lens for the thing as it is.</summary>
public sealed class ApolloCacheTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task What_was_read_through_lenses_lies_beside_what_was_read_without_one()
    {
        var result = await NodeScript.RunAsync("apollo-cache.mjs", new Uri(server.Address, "/graphql").ToString());

        Assert.Equal("1", (string)result["first"]!["entity"]!["headcount"]!["text"]!);
        Assert.Equal(11, (int)result["first"]!["expulsions"]!["totalCount"]!);
        // Read after it: another answer, which overwrote nothing.
        Assert.Null(result["seen"]!["through"]!["entity"]!["headcount"]);
        result["nowInCache"].Is(result["first"]!.ToJsonString());
        result["seenInCache"].Is(result["seen"]!.ToJsonString());
        Assert.Null(result["beforeInCache"]!["through"]!["entity"]);
        // By its id, what was seen comes again, into its own place.
        result["again"]!["node"].Is(result["seen"]!["through"]!["entity"]!.ToJsonString());
        // What is below a lens never becomes a field of the root: a lens has its own place for each of its arguments.
        Assert.Equal(5, result["rootFields"]!.AsArray().Count);
        Assert.Equal(2, result["rootFields"]!.AsArray().Count(f => ((string)f!).StartsWith("through(", StringComparison.Ordinal)));
        Assert.Equal(4 + 4, result["ids"]!.AsArray().Count);
    }
}
