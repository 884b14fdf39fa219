using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Mutations;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>How the world stood at a date.</summary>
public sealed class ValidAtTests(StoryServer server) : IClassFixture<StoryServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var registered = await server.Ask(
            """
            mutation {
              a: registerCountry(input: { code: "SUHH", label: "Soviet Union" }) { errors { __typename } }
              b: registerDiplomat(input: { key: "d1", label: "A diplomat" }) { errors { __typename } }
              c: registerOrganisation(input: { key: "here", label: "Here" }) { errors { __typename } }
              d: registerOrganisation(input: { key: "there", label: "There" }) { errors { __typename } }
            }
            """).MustBeData();
        Assert.All(registered.AsObject(), field => Assert.Empty(field.Value!["errors"]!.AsArray()));
        await Say("expulsion:fr-ru", "EXPULSION_ANNOUNCED_ON", new { date = "2021-03" });
        await Say("expulsion:ru-fr", "EXPULSION_ANNOUNCED_ON", new { date = "2021-04" });
        await Say("expulsion:ru-fr", "EXPULSION_HEADCOUNT", new { headcount = new { text = "3" } });
        await Say("country:SUHH", "COUNTRY_DISSOLVED_ON", new { date = "1991-12-26" });
        await Say("diplomat:d1", "DIPLOMAT_MISSION", new { entity = "organisation:here" }, "2018/2020", "2025");
        await Say("diplomat:d1", "DIPLOMAT_MISSION", new { entity = "organisation:there" }, "2021/..", "2022");
        await Say("episode:affair", "EPISODE_STARTED_ON", new { date = "2021-03-15" });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("2019", "Here")]
    [InlineData("2023", "There")]
    [InlineData("2020/2021", "Here")]
    [InlineData("2017", null)]
    public async Task A_fact_is_what_held_then(string date, string? mission)
    {
        var view = await View(date, "entity(key: \"diplomat:d1\") { ... on Diplomat { mission { label } missionFact { effect alternatives { value { label } } } claims { totalCount } } } here: diplomats(filter: {facts: [{property: DIPLOMAT_MISSION, status: [UNCONTESTED, CONTESTED]}]}) { totalCount }");
        Assert.Equal(mission, (string?)view["entity"]!["mission"]?["label"]);
        Assert.Equal(mission is null ? 0 : 1, (int)view["here"]!["totalCount"]!);
        Assert.Equal(date == "2020/2021" ? 2 : mission is null ? 0 : 1, (int)view["entity"]!["claims"]!["totalCount"]!);
    }

    [Theory]
    [InlineData("2020", 0, 0, 0)]
    [InlineData("2021-03", 1, 0, 1)]
    [InlineData("2021-05", 2, 3, 1)]
    [InlineData("../2021-03", 1, 0, 1)]
    public async Task Lists_and_sums_leave_out_what_had_not_begun(string date, int expulsions, int persons, int episodes)
    {
        var view = await View(date, "expulsions { totalCount nodes { label } } expulsionStatistics(groupBy: []) { expulsions persons { min } } episodes { totalCount } search(text: \"Russia answers\", types: [EXPULSION]) { totalCount } entity(key: \"expulsion:ru-fr\") { label }");
        Assert.Equal(expulsions, (int)view["expulsions"]!["totalCount"]!);
        var sum = view["expulsionStatistics"]!.AsArray().SingleOrDefault();
        Assert.Equal((expulsions, persons), ((int)(sum?["expulsions"] ?? 0)!, (int)(sum?["persons"]!["min"] ?? 0)!));
        Assert.Equal(episodes, (int)view["episodes"]!["totalCount"]!);
        Assert.Equal(expulsions == 2 ? 1 : 0, (int)view["search"]!["totalCount"]!);
        // By its key it is found all the same.
        Assert.Equal("Russia answers", (string)view["entity"]!["label"]!);
    }

    [Theory]
    [InlineData("1985", 3)]
    [InlineData("1991", 3)]
    [InlineData("1992", 2)]
    public async Task Lists_leave_out_countries_that_were_dissolved(string date, int countries) =>
        Assert.Equal(countries, (int)(await View(date, "countries { totalCount }"))["countries"]!["totalCount"]!);

    private async Task<JsonNode> View(string date, string body) =>
        (await server.Ask($"{{ through(lens: {{validAt: \"{date}\"}}) {{ {body} }} }}").MustBeData())["through"]!;

    private async Task Say(string subject, string property, object value, string? validDuring = null, string? statedOn = null)
    {
        var data = await server.Ask(
            "mutation($input: AssertClaimsInput!) { assertClaims(input: $input) { errors { ... on UserError { message } } } }",
            new { input = new { claims = new[] { new { subject, property, value, source = "paper", stance = "ASSERTS", validDuring, statedOn } } } }).MustBeData();
        Assert.Empty(data["assertClaims"]!["errors"]!.AsArray());
    }
}
