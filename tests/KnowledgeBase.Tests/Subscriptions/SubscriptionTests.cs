using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Clients;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Mutations;

namespace KnowledgeBase.Tests.Subscriptions;

/// <summary>Subscriptions, followed with npm's graphql-ws and graphql-sse.</summary>
public sealed class SubscriptionTests(StoryServer server) : IClassFixture<StoryServer>
{
    private const string Changes = "subscription($after: String, $filter: ChangeFilter) { changes(after: $after, filter: $filter) { position cursor kind recordedBy source { key } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task Changes_are_replayed_from_the_cursor_and_then_come_live_without_a_gap_or_a_double(string kind)
    {
        var first = await Record(kind, 1, 5);
        var cursor = (string)(await server.Ask($"{{ changes(last: 4) {{ nodes {{ cursor position }} }} }}").MustBeData())["changes"]!["nodes"]![0]!["cursor"]!;
        await using var client = NodeClient.Subscribe(kind, server.Address, Changes, new { after = cursor });
        var replayed = await client.NextAsync(3);
        Assert.Equal(first[2..], Positions(replayed));
        var live = await Record(kind, 6, 150);
        Assert.Equal(live, Positions(await client.NextAsync(live.Count)));
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task A_filter_and_the_fields_below_count_for_every_event(string kind)
    {
        await using var client = NodeClient.Subscribe(kind, server.Address, Changes, new { after = await LastCursor(), filter = new { kind = new[] { "SOURCE_RELIABILITY_GRADED" } } });
        await Record($"filtered-{kind}", 1, 3);
        await server.Ask("mutation { gradeSource(input: { source: \"paper\", reliability: B, reason: \"Seen by " + kind + ".\" }) { errors { __typename } } }").MustBeData();
        (await client.NextAsync(1))[0]["data"]!["changes"]!["source"].Is("""{"key":"paper"}""");
    }

    [Fact]
    public async Task An_entity_is_told_whenever_something_about_it_changed_also_once_it_is_merged()
    {
        await server.Ask("mutation { registerExpulsion(input: { key: \"merged\", label: \"Merged\" }) { errors { __typename } } }").MustBeData();
        var id = (string)(await server.Ask("{ entity(key: \"expulsion:merged\") { id } }").MustBeData())["entity"]!["id"]!;
        await using var client = NodeClient.Subscribe("ws", server.Address, "subscription($id: ID!) { entityChanged(id: $id) { key ... on Expulsion { headcount { text } } } }", new { id });
        Assert.True((bool)(await client.ReadAsync())["connected"]!);
        // It tells of what comes from now on, and now is when the server has begun: something is changed until that shows.
        JsonNode? seen = null;
        var next = client.NextAsync(1);
        for (var i = 0; !next.IsCompleted; i++)
        {
            await server.Ask($"mutation {{ relabelEntity(input: {{ entity: \"expulsion:merged\", label: \"Label {i}\" }}) {{ errors {{ __typename }} }} }}").MustBeData();
            await Task.WhenAny(next, Task.Delay(200, Cancel));
        }

        (await next)[0]["data"].Is("""{"entityChanged":{"key":"expulsion:merged","headcount":null}}""");
        await server.Ask("mutation { mergeEntities(input: { entity: \"expulsion:merged\", survivor: \"expulsion:ru-fr\", reason: \"One.\" }) { errors { __typename } } }").MustBeData();
        await server.AssertClaims([StoryServer.Claim("EXPULSION_HEADCOUNT", new { headcount = new { text = "7" } }, "expulsion:ru-fr", "paper")]);
        while (seen?["headcount"] is null) seen = (await client.NextAsync(1))[0]["data"]!["entityChanged"]!;
        seen.Is("""{"key":"expulsion:ru-fr","headcount":{"text":"7"}}""");
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task Queries_and_mutations_are_answered_once_and_complete(string kind)
    {
        await using var client = NodeClient.Subscribe(kind, server.Address, "{ country(code: \"FR\") { label } }");
        (await client.NextAsync(1))[0]["data"].Is("""{"country":{"label":"France"}}""");
        Assert.True((bool)(await client.ReadAsync())["complete"]!);
        await using var other = NodeClient.Subscribe(kind, server.Address, "mutation { registerSource(input: { key: \"over-" + kind + "\", kind: ARTICLE, title: \"Over it\" }) { source { key } changes { recordedBy } errors { __typename } } }", authorization: server.Http.DefaultRequestHeaders.Authorization!.ToString());
        var payload = (await other.NextAsync(1))[0]["data"]!["registerSource"]!;
        Assert.Equal($"over-{kind}", (string)payload["source"]!["key"]!);
        Assert.NotEqual("anonymous", (string)payload["changes"]![0]!["recordedBy"]!);
        await using var nobody = NodeClient.Subscribe(kind, server.Address, "mutation { registerSource(input: { key: \"nobody\", kind: ARTICLE, title: \"A\" }) { source { key } } }");
        Assert.Equal("UNAUTHENTICATED", await RefusalOf(nobody));
    }

    [Theory]
    [InlineData("subscription { changes { nothing } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription { changes(after: \"?\") { position } }", "INVALID_CURSOR")]
    [InlineData("subscription { a: changes { position } b: changes { position } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription {", "GRAPHQL_PARSE_FAILED")]
    public async Task What_cannot_begin_is_refused_with_a_code(string query, string code)
    {
        await using var sockets = NodeClient.Subscribe("ws", server.Address, query);
        Assert.Equal(code, await RefusalOf(sockets));
        await using var events = NodeClient.Subscribe("sse", server.Address, query);
        Assert.Equal(code, await RefusalOf(events));
    }

    [Fact]
    public async Task Where_there_is_one_answer_a_subscription_is_refused_and_told_where_to_go() =>
        Assert.Equal("SUBSCRIPTION_NEEDS_STREAM", (string)(await server.Ask("subscription { changes { position } }"))["errors"]![0]!["extensions"]!["code"]!);

    private static async Task<string> RefusalOf(NodeClient client)
    {
        JsonNode line;
        while ((line = await client.ReadAsync())["connected"] is not null) { }

        return (string)(line["error"] ?? line["next"]!["errors"])![0]!["extensions"]!["code"]!;
    }

    private async Task<string?> LastCursor() => (string?)(await server.Ask("{ changes(last: 1) { nodes { cursor } } }").MustBeData())["changes"]!["nodes"]![0]!["cursor"];

    /// <summary>Sources, several by a request.</summary>
    private async Task<List<long>> Record(string name, int from, int count)
    {
        var positions = new List<long>();
        foreach (var chunk in Enumerable.Range(from, count).Chunk(20))
        {
            var steps = chunk.Select(i => new Step(new RegisterSource($"{name}-{i}", new(SourceKind.Article, $"Number {i}")))).ToList();
            positions.AddRange((await server.Recorder.RecordAsync(new("tests"), steps, cancellation: Cancel)).Changes.Select(c => c.Position));
        }

        return positions;
    }

    private static List<long> Positions(IEnumerable<JsonNode> answers) => [.. answers.Select(a => (long)a["data"]!["changes"]!["position"]!)];
}
