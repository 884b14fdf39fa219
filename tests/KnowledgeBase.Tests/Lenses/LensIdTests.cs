using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>What is read through a lens has ids of its own, which find it again through the same lens.</summary>
public sealed class LensIdTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string Selection = """
        ... on Expulsion { headcount { text } headcountFact { status } } ... on Source { title citedBy { totalCount } } ... on Claim { stance falls } ... on Change { kind position }
        """;

    [Theory]
    [InlineData("withoutSources: [\"outlet-lesechos\", \"seed-topcor-en\"]")]
    [InlineData("validAt: \"2019-06/2019-07\"")]
    [InlineData("knownAt: \"2999-12-31T23:59:59Z\"")]
    [InlineData("knownAt: \"2001-01-01T00:00:00Z\", validAt: \"1985~\", withoutSources: [\"outlet-lesechos\"]")]
    public async Task Each_id_resolves_again_through_its_lens(string lens)
    {
        const string nodes = """
            entity(key: "expulsion:fr-ru-2020") { id } source(key: "art-lesechos") { id } claims(first: 2) { nodes { id } } changes(last: 2) { nodes { id } }
            """;
        var data = await server.Ask($"{{ {nodes} through(lens: {{{lens}}}) {{ {nodes} }} }}").MustBeData();
        var view = data["through"]!;
        foreach (var path in (string[])["entity", "source"]) Assert.NotEqual((string?)data[path]!["id"], (string?)view[path]?["id"]);
        var ids = new[] { view["entity"], view["source"] }.Concat(view["claims"]!["nodes"]!.AsArray()).Concat(view["changes"]!["nodes"]!.AsArray())
            .Where(n => n is not null).Select(n => (string)n!["id"]!).ToList();

        var through = (await server.Ask($"query($ids: [ID!]!) {{ through(lens: {{{lens}}}) {{ nodes(ids: $ids) {{ id __typename {Selection} }} }} }}", new { ids }).MustBeData())["through"]!["nodes"]!;
        var again = (await server.Ask($"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ id __typename {Selection} }} }}", new { ids }).MustBeData())["nodes"]!;
        again.Is(through.ToJsonString());
        Assert.Equal(ids, again.AsArray().Select(n => (string)n!["id"]!));
        foreach (var id in ids) Assert.NotNull((await server.Ask("query($id: ID!) { node(id: $id) { id } }", new { id }).MustBeData())["node"]);
    }

    [Theory]
    [InlineData("k007")]
    [InlineData("k1;k2")]
    [InlineData("v2021;k5")]
    [InlineData("v2021-13")]
    [InlineData("w")]
    [InlineData("wAAAA")]
    [InlineData("x1")]
    [InlineData("")]
    public async Task A_lens_that_no_id_has_is_refused(string code)
    {
        var id = new GlobalId("Country", "00000000000000000000000000000001", code).ToString();
        var answer = await server.Ask("query($id: ID!) { node(id: $id) { id } }", new { id });
        Assert.Equal("INVALID_ID", (string)answer["errors"]![0]!["extensions"]!["code"]!);
    }

    [Fact]
    public async Task A_position_that_the_log_does_not_have_finds_nothing()
    {
        var id = new GlobalId("Source", KnowledgeBase.Domain.Ids.Identifiers.Source("art-lesechos").ToString("n"), "k999999999").ToString();
        Assert.Null((await server.Ask("query($id: ID!) { node(id: $id) { id } }", new { id }).MustBeData())["node"]);
    }

    [Fact]
    public async Task Filters_and_mutations_take_the_id_of_what_was_seen_through_a_lens_for_the_thing_itself()
    {
        var id = (string)(await server.Ask("{ through(lens: {validAt: \"2024\"}) { source(key: \"art-lesechos\") { id } } }").MustBeData())["through"]!["source"]!["id"]!;
        var claims = (await server.Ask("query($id: ID!) { claims(filter: {source: [$id]}) { totalCount } }", new { id }).MustBeData())["claims"]!;
        Assert.True((int)claims["totalCount"]! > 0);
        var graded = await server.Ask("mutation($id: ID!) { gradeSource(input: {source: $id, reliability: B, reason: \"\"}) { errors { __typename ... on UserError { code path } } } }", new { id }).MustBeData();
        Assert.Equal("EMPTY", (string)graded["gradeSource"]!["errors"]![0]!["code"]!);
    }
}
