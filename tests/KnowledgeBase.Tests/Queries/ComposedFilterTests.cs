using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>
/// A filter made of others by and, or, not gives what the same operations on sets give of what the others give, through every lens.
/// The trees are random, and the same in every run.
/// </summary>
public sealed class ComposedFilterTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Trees = 60;
    private const int Deepest = 5;

    private static readonly string Paper = GlobalId.Of("Source", Identifiers.Source("paper"));

    private static readonly Dictionary<string, string[]> Parts = new()
    {
        ["expulsions"] =
        [
            "{ }", "{ or: [] }", "{ expellingParty: { codes: [\"FR\"] } }", "{ party: { codes: [\"RU\"] }, counterpart: { codes: [\"DE\"] } }", "{ announced: { on: \"2018-03\" } }", "{ measure: [PERSONA_NON_GRATA] }",
            "{ status: [EXECUTED] }", "{ publicity: [SECRET] }", "{ headcount: { min: 5 } }", "{ contested: true }", "{ contested: false }", "{ onlyUnattributed: true }", "{ isResponse: true }",
            "{ hasResponses: false }", "{ text: \"expulsion de\" }", $"{{ saidBy: [\"{Paper}\"] }}", "{ facts: [{ property: EXPULSION_HEADCOUNT, namedRoots: { min: 1 } }] }",
        ],
        ["claims"] =
        [
            "{ property: [EXPULSION_HEADCOUNT] }", "{ stance: [ASSERTS] }", $"{{ source: [\"{Paper}\"] }}", "{ credibility: [CONFIRMED] }", "{ stated: { from: \"2000\" } }", "{ hasQuotation: true }",
            "{ text: \"élysée\" }", "{ standing: [STANDING] }", "{ rank: [PREFERRED] }",
        ],
        ["changes"] = ["{ kind: [CLAIM_ASSERTED] }", "{ recordedBy: [\"me\"] }", $"{{ source: [\"{Paper}\"] }}", "{ to: \"2000-01-01T00:00:00Z\" }", "{ import: [\"none\"] }"],
        ["sources"] = ["{ kind: [ARTICLE] }", "{ language: [\"fr\"] }", $"{{ cites: [\"{Paper}\"] }}", "{ text: \"paper\" }", "{ retracted: true }", "{ published: { to: \"2020\" } }"],
        ["countries"] = ["{ codes: [\"FR\", \"SUHH\"] }", "{ former: true }", "{ memberOf: [] }", "{ text: \"ERM\" }"],
    };

    public static TheoryData<string, string> Cases { get; } = [.. Parts.Keys.SelectMany(list => new[]
    {
        (list, "{ }"), (list, $"{{ withoutSources: [\"{Paper}\"] }}"), (list, "{ validAt: \"2018-03-28\" }"), (list, "{ knownAt: \"2000-01-01T00:00:00Z\" }"),
    })];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_composed_filter_gives_what_the_set_operation_gives(string list, string lens)
    {
        var parts = Parts[list];
        var found = new List<HashSet<string>>();
        foreach (var part in parts) found.Add(await Find(list, lens, part));
        var all = await Find(list, lens, "{ }");
        var random = new Random(20201107 + list.Length);
        var sizes = new HashSet<int>();
        for (var i = 0; i < Trees; i++)
        {
            var (filter, expected) = Tree(random, parts, found, all, 1);
            var actual = await Find(list, lens, filter);
            Assert.True(expected.SetEquals(actual), $"{list} through {lens}: {filter}\nexpected {string.Join(' ', expected.Order())}\n  actual {string.Join(' ', actual.Order())}");
            sizes.Add(actual.Count);
        }

        // Nothing was recorded before the base was: the empty set has no other subset.
        Assert.True(all.Count == 0 || sizes.Count > Math.Min(all.Count - 1, 2), $"Only {sizes.Count} sizes of {all.Count}: this proves little.");
    }

    [Theory]
    [InlineData("not")]
    [InlineData("and")]
    [InlineData("or")]
    public async Task Two_hundred_filters_inside_one_another_are_refused_with_a_code(string combinator)
    {
        var (open, close) = combinator == "not" ? ("{ not: ", " }") : ($"{{ {combinator}: [", "] }");
        var literal = string.Concat(Enumerable.Repeat(open, 200)) + "{ isResponse: true }" + string.Concat(Enumerable.Repeat(close, 200));
        AssertCoded(await world.Ask($"{{ expulsions(filter: {literal}) {{ totalCount }} }}"));
        // As a variable, as deep as JSON may be, and as deep as a filter may not be.
        foreach (var depth in new[] { 200, 60, 25, 6 })
        {
            var (start, end) = combinator == "not" ? ("{\"not\":", "}") : ($"{{\"{combinator}\":[", "]}");
            var filter = string.Concat(Enumerable.Repeat(start, depth)) + "{\"isResponse\":true}" + string.Concat(Enumerable.Repeat(end, depth));
            var body = "{\"query\":\"query ($filter: ExpulsionFilter) { expulsions(filter: $filter) { totalCount } }\",\"variables\":{\"filter\":" + filter + "}}";
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await world.Http.PostAsync(new Uri("/graphql", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500);
            AssertCoded(JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
        }
    }

    [Fact]
    public async Task A_filter_of_very_many_filters_is_refused()
    {
        JsonObject Filter(int parts) => new() { ["or"] = new JsonArray([.. Enumerable.Range(0, parts).Select(_ => new JsonObject { ["onlyUnattributed"] = true })]) };
        const string query = "query ($filter: ExpulsionFilter) { expulsions(filter: $filter) { totalCount } }";
        var data = await world.Ask(query, new JsonObject { ["filter"] = Filter(99) }).MustBeData();
        Assert.Equal(1, (int)data["expulsions"]!["totalCount"]!);
        var error = Assert.Single((await world.Ask(query, new JsonObject { ["filter"] = Filter(100) }))["errors"]!.AsArray())!;
        error["extensions"].Is("""{ "code": "COUNT", "argument": "filter.or.99" }""");
    }

    [Fact]
    public async Task A_filter_as_deep_as_allowed_is_answered_and_one_deeper_is_refused_at_its_place()
    {
        var data = await world.Ask("{ expulsions(filter: { not: { not: { not: { not: { isResponse: true } } } } }) { totalCount } }").MustBeData();
        Assert.Equal(1, (int)data["expulsions"]!["totalCount"]!);
        var error = Assert.Single((await world.Ask("{ expulsions(filter: { not: { not: { not: { not: { not: { isResponse: true } } } } } }) { totalCount } }"))["errors"]!.AsArray())!;
        error["extensions"].Is("""{ "code": "BAD_USER_INPUT", "argument": "filter.not.not.not.not.not" }""");
    }

    private static void AssertCoded(JsonNode answer)
    {
        var errors = answer["errors"]!.AsArray();
        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.NotEqual("INTERNAL", (string)e!["extensions"]!["code"]!));
    }

    private static (string Filter, HashSet<string> Expected) Tree(Random random, string[] parts, List<HashSet<string>> found, HashSet<string> all, int depth)
    {
        if (depth == Deepest || random.Next(4) == 0)
        {
            var i = random.Next(parts.Length);
            return (parts[i], found[i]);
        }

        var (one, ofOne) = Tree(random, parts, found, all, depth + 1);
        if (random.Next(3) == 0) return ($"{{ not: {one} }}", [.. all.Except(ofOne)]);
        var (other, ofOther) = Tree(random, parts, found, all, depth + 1);
        return random.Next(3) switch
        {
            0 => ($"{{ and: [{one}, {other}] }}", [.. ofOne.Intersect(ofOther)]),
            1 => ($"{{ or: [{one}, {other}] }}", [.. ofOne.Union(ofOther)]),
            // Beside one another they all hold.
            _ => ($"{{ and: [{one}], not: {other} }}", [.. ofOne.Except(ofOther)]),
        };
    }

    private async Task<HashSet<string>> Find(string list, string lens, string filter)
    {
        var nodes = await world.Ask($"{{ through(lens: {lens}) {{ {list}(first: 100, filter: {filter}) {{ totalCount nodes {{ id }} }} }} }}").MustBeData();
        var found = nodes["through"]![list]!;
        var ids = found["nodes"]!.AsArray().Select(n => (string)n!["id"]!).ToHashSet();
        Assert.Equal((int)found["totalCount"]!, ids.Count);
        return ids;
    }
}
