using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Lists are walked in both directions, in every order, without a gap and without a repetition.</summary>
public sealed class PagingTests(SeededServer server) : IClassFixture<SeededServer>
{
    public static TheoryData<string, string> Lists { get; } = new()
    {
        { "expulsions", "" },
        { "expulsions", "orderBy: [HEADCOUNT_DESC, LABEL_ASC]" },
        { "expulsions", "orderBy: [ANNOUNCED_ON_ASC, HEADCOUNT_DESC], filter: { contested: false }" },
        { "expulsions", "orderBy: [KEY_DESC]" },
        { "episodes", "" },
        { "sources", "orderBy: [PUBLISHED_ON_DESC]" },
        { "sources", "filter: { kind: [ARTICLE, OFFICIAL_STATEMENT] }" },
        { "organisations", "orderBy: [KEY_ASC]" },
        { "claims", "orderBy: [STATED_ON_DESC], filter: { stance: [DENIES, DECLINES_COMMENT] }" },
        { "changes", "filter: { kind: [EXPULSION_REGISTERED] }" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Both_directions_give_every_item_once_and_in_the_same_order(string list, string arguments)
    {
        var forward = new List<string>();
        JsonNode page;
        string? cursor = null;
        do
        {
            page = await Page(list, $"first: 37, {After(cursor)} {arguments}");
            forward.AddRange(Ids(page));
            Assert.Equal(cursor is not null, (bool)page["pageInfo"]!["hasPreviousPage"]!);
            cursor = (string?)page["pageInfo"]!["endCursor"];
        }
        while ((bool)page["pageInfo"]!["hasNextPage"]!);

        Assert.Equal(forward.Count, forward.Distinct().Count());
        Assert.Equal((int)page["totalCount"]!, forward.Count);

        var backward = new List<string>();
        cursor = null;
        do
        {
            page = await Page(list, $"last: 41, {(cursor is null ? "" : $"before: \"{cursor}\",")} {arguments}");
            backward.InsertRange(0, Ids(page));
            cursor = (string?)page["pageInfo"]!["startCursor"];
        }
        while ((bool)page["pageInfo"]!["hasPreviousPage"]!);

        Assert.Equal(forward, backward);
    }

    [Fact]
    public async Task Lists_below_several_parents_are_paged_each_on_its_own()
    {
        const string document = """
            query ($after: String) { countries(filter: { codes: ["FR", "RU", "US"] }) { nodes {
              code expelled(first: 3, after: $after) { totalCount edges { cursor node { key } } pageInfo { hasNextPage } } } } }
            """;
        foreach (var country in (await server.Ask(document).MustBeData())["countries"]!["nodes"]!.AsArray())
        {
            var edges = country!["expelled"]!["edges"]!.AsArray();
            var total = (int)country["expelled"]!["totalCount"]!;
            Assert.Equal(Math.Min(3, total), edges.Count);
            Assert.Equal(total > 3, (bool)country["expelled"]!["pageInfo"]!["hasNextPage"]!);
            var code = (string)country["code"]!;
            Assert.All(edges, e => Assert.StartsWith($"expulsion:{code.ToLowerInvariant()}-", (string?)e!["node"]!["key"], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("first: 0", "BAD_USER_INPUT", "first")]
    [InlineData("first: -1", "BAD_USER_INPUT", "first")]
    [InlineData("first: 101", "BAD_USER_INPUT", "first")]
    [InlineData("last: 2147483647", "BAD_USER_INPUT", "last")]
    [InlineData("first: 1, last: 1", "BAD_USER_INPUT", "last")]
    [InlineData("after: \"no cursor\"", "INVALID_CURSOR", "after")]
    [InlineData("before: \"\"", "INVALID_CURSOR", "before")]
    [InlineData("after: \"WyJleHB1bHNpb25zOi1hbm5vdW5jZWQsLWlkIl0\"", "INVALID_CURSOR", "after")]
    [InlineData("after: \"bnVsbA\"", "INVALID_CURSOR", "after")]
    public async Task A_wrong_page_is_refused_with_its_code_and_place(string arguments, string code, string argument) =>
        (await server.Ask($"{{ expulsions({arguments}) {{ nodes {{ id }} }} }}"))["errors"]!.AsArray().Select(Place).Single()
            .Is($$"""{ "path": ["expulsions"], "code": "{{code}}", "argument": "{{argument}}" }""");

    [Fact]
    public async Task A_cursor_of_another_list_or_order_is_refused()
    {
        var cursor = (string)(await Page("sources", "first: 1"))["pageInfo"]!["endCursor"]!;
        foreach (var other in new[] { $"expulsions(after: \"{cursor}\")", $"sources(orderBy: [TITLE_DESC], after: \"{cursor}\")" })
        {
            var answer = await server.Ask($"{{ {other} {{ nodes {{ id }} }} }}");
            Assert.Equal("INVALID_CURSOR", (string?)answer["errors"]![0]!["extensions"]!["code"]);
        }
    }

    private static JsonObject Place(JsonNode? error) => new()
    {
        ["path"] = error!["path"]!.DeepClone(),
        ["code"] = error["extensions"]!["code"]!.DeepClone(),
        ["argument"] = error["extensions"]!["argument"]!.DeepClone(),
    };

    private static string After(string? cursor) => cursor is null ? "" : $"after: \"{cursor}\",";

    private static IEnumerable<string> Ids(JsonNode page) => page["nodes"]!.AsArray().Select(n => (string)n!["id"]!);

    private async Task<JsonNode> Page(string list, string arguments) => (await server.Ask(
        $"{{ {list}({arguments}) {{ totalCount nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}").MustBeData())[list]!;
}
