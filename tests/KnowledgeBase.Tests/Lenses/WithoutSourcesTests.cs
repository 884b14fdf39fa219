using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>What would remain if a source fell, asked of the seeds.</summary>
public sealed class WithoutSourcesTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string WithoutLesEchos = "through(lens: {withoutSources: [\"outlet-lesechos\"]})";

    [Fact]
    public async Task Without_the_newspaper_the_secret_expulsion_and_the_answer_to_it_fall_with_every_site_that_repeats_it()
    {
        var data = await server.Ask(
            $$"""
            {
              {{WithoutLesEchos}} {
                lens { leftOutCount leftOut { key } withoutSources { key } knownAt { position } }
                entity(key: "expulsion:fr-ru-2020") { ... on Expulsion {
                  headcount { text } headcountFact { effect status valueText stood { status valueText corroboration { unattributedRoots } } supportedBy { totalCount } corroboration { unattributedRoots roots { kind } } }
                  statusFact { effect status neutral { nodes { stance falls source { falls } } } }
                } }
                changedFacts(effects: [FELL], first: 100) { totalCount nodes { effect stood { valueText } } }
                source(key: "seed-topcor-en") { falls claims { totalCount } lineage { roots { kind } } publisher { falls } }
              }
              source(key: "outlet-lesechos") { falls restsOnThis(first: 100) { totalCount nodes { effect } } }
            }
            """).MustBeData();
        var view = data["through"]!;
        Assert.Equal("outlet-lesechos", (string)Assert.Single(view["lens"]!["withoutSources"]!.AsArray())!["key"]!);
        Assert.Contains("art-lesechos", view["lens"]!["leftOut"]!.AsArray().Select(s => (string)s!["key"]!));
        Assert.Null(view["lens"]!["knownAt"]);
        view["entity"]!["headcountFact"]!.Is(
            """
            {"effect":"FELL","status":"UNKNOWN","valueText":null,"stood":{"status":"UNCONTESTED","valueText":"1","corroboration":{"unattributedRoots":1}},
             "supportedBy":{"totalCount":0},"corroboration":{"unattributedRoots":0,"roots":[]}}
            """);
        Assert.Null(view["entity"]!["headcount"]);
        // The ministries' refusals to comment were reported by others too: they support nothing, and stand.
        Assert.Equal("UNSUPPORTED", (string)view["entity"]!["statusFact"]!["status"]!);
        Assert.All(view["entity"]!["statusFact"]!["neutral"]!["nodes"]!.AsArray(), c => Assert.False((bool)c!["falls"]!));
        var fallen = (int)data["source"]!["restsOnThis"]!["totalCount"]!;
        Assert.True(fallen > 20, $"{fallen} facts fall.");
        Assert.Equal(fallen, (int)view["changedFacts"]!["totalCount"]!);
        Assert.All(view["changedFacts"]!["nodes"]!.AsArray(), f => Assert.NotNull(f!["stood"]!["valueText"]));
        // The site cites the newspaper only, and falls; what it says as its own outlet stands.
        view["source"]!.Is("""{"falls":true,"claims":{"totalCount":16},"lineage":{"roots":[]},"publisher":{"falls":false}}""");
        Assert.False((bool)data["source"]!["falls"]!);
    }

    [Fact]
    public async Task Lists_sums_orderings_and_searches_obey_it()
    {
        const string body = """
            expulsions(filter: {expellingParty: {codes: ["FR"]}}) { totalCount nodes { key } } all: expulsions { totalCount }
            relation(between: ["FR", "RU"]) { expulsions(first: 100) { totalCount nodes { key } } balance { expulsions persons { min } } }
            expulsionStatistics(filter: {expellingParty: {codes: ["FR"]}}, groupBy: [SENDING_PARTY]) { expulsions }
            search(text: "Les Echos", types: [SOURCE]) { totalCount nodes { text } }
            """;
        var data = await server.Ask($"{{ {body} {WithoutLesEchos} {{ {body} }} }}").MustBeData();
        var view = data["through"]!;
        Assert.Contains("expulsion:fr-ru-2020", Keys(data["expulsions"]!));
        Assert.DoesNotContain("expulsion:fr-ru-2020", Keys(view["expulsions"]!));
        Assert.Contains("expulsion:fr-ru-2020", Keys(data["relation"]!["expulsions"]!));
        Assert.DoesNotContain("expulsion:fr-ru-2020", Keys(view["relation"]!["expulsions"]!));
        Assert.Equal((int)data["expulsions"]!["totalCount"]! - 1, (int)view["expulsions"]!["totalCount"]!);
        // The expulsions themselves are still registered; what is known of them fell.
        Assert.Equal((int)data["all"]!["totalCount"]!, (int)view["all"]!["totalCount"]!);
        Assert.True((int)view["search"]!["totalCount"]! < (int)data["search"]!["totalCount"]!);
        Assert.NotEqual(data["expulsionStatistics"]!.ToJsonString(), view["expulsionStatistics"]!.ToJsonString());
        Assert.NotEqual(data["relation"]!["balance"]!.ToJsonString(), view["relation"]!["balance"]!.ToJsonString());
    }

    [Fact]
    public async Task An_inner_lens_keeps_what_it_does_not_say_from_the_outer_one()
    {
        var data = await server.Ask(
            $$"""
            { {{WithoutLesEchos}} {
                through(lens: {validAt: "2024"}) { lens { validAt withoutSources { key } } }
                other: through(lens: {withoutSources: ["seed-topcor-en"]}) { lens { withoutSources { key } } entity(key: "expulsion:fr-ru-2020") { ... on Expulsion { headcount { text } } } }
            } }
            """).MustBeData();
        data["through"]!["through"]!["lens"]!.Is("""{"validAt":"2024","withoutSources":[{"key":"outlet-lesechos"}]}""");
        data["through"]!["other"]!.Is("""{"lens":{"withoutSources":[{"key":"seed-topcor-en"}]},"entity":{"headcount":{"text":"1"}}}""");
    }

    [Theory]
    [InlineData("withoutSources: [\"no-such-source\"]", "NOT_FOUND", "lens.withoutSources.0")]
    [InlineData("withoutSources: [\"outlet-lesechos\", \"No Key\"]", "INVALID_ID", "lens.withoutSources.1")]
    [InlineData("validAt: \"2021-13\"", "DATE_IMPOSSIBLE", "lens.validAt")]
    public async Task A_lens_that_cannot_be_opened_says_where_it_is_wrong(string lens, string code, string argument)
    {
        var error = (await server.Ask($"{{ through(lens: {{{lens}}}) {{ viewer {{ __typename }} }} }}"))["errors"]![0]!;
        Assert.Equal((code, argument), ((string)error["extensions"]!["code"]!, (string)error["extensions"]!["argument"]!));
    }

    private static IEnumerable<string> Keys(JsonNode connection) => connection["nodes"]!.AsArray().Select(n => (string)n!["key"]!);
}
