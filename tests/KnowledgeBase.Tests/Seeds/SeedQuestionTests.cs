using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Seeds;

/// <summary>The question that the base exists for, asked of the real seeds through the API. The tests record, so each has its own base.</summary>
public sealed class SeedQuestionTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Question = """
        {
          entity(key: "expulsion:fr-ru-2020") {
            ... on Expulsion {
              headcountFact {
                status
                value { min max }
                corroboration {
                  namedRoots unattributedRoots independence
                  roots { kind source { key } paths { key } }
                }
              }
              statusFact { supportedBy { nodes { source { key } } } contradictedBy { nodes { source { key } } } neutral { nodes { stance value { __typename } source { key } } } }
              responses { key inResponseTo { key } }
              statedReasonFact { value alternatives { value corroboration { namedRoots unattributedRoots unresolvedClaims } } }
            }
          }
        }
        """;

    private readonly SeededServer server = new(postgres);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task One_unattributed_root_stands_behind_the_figure_and_the_path_leads_from_the_site_over_Les_Echos_to_the_informants()
    {
        var fact = (await Ask())["headcountFact"]!;
        Assert.Equal((1, 1), ((int)fact["value"]!["min"]!, (int)fact["value"]!["max"]!));
        var corroboration = fact["corroboration"]!;
        Assert.Equal((0, 1, "SINGLE_ROOT"), Counts(corroboration));
        var root = Assert.Single(corroboration["roots"]!.AsArray(), r => (string)r!["kind"]! == "UNATTRIBUTED")!;
        Assert.Equal("informants-lesechos", (string)root["source"]!["key"]!);
        Assert.Contains("seed-topcor-en > art-lesechos > informants-lesechos",
            root["paths"]!.AsArray().Select(p => string.Join(" > ", p!.AsArray().Select(s => (string)s!["key"]!))));
    }

    [Fact]
    public async Task A_reprint_of_the_site_changes_nothing()
    {
        var before = Counts((await Ask())["headcountFact"]!["corroboration"]!);
        await Record("""
            mutation { registerSource(input: { key: "reprint-1", kind: ARTICLE, title: "A reprint", publishedOn: "2021-04" }) { errors { ... on UserError { code } } } }
            """);
        await Record("""
            mutation { citeSource(input: { source: "reprint-1", citedSource: "seed-topcor-en", manner: REPRINTS, wasConsulted: true }) { errors { ... on UserError { code } } } }
            """);
        await Record(Claim("reprint-1", "REPORTS"));
        Assert.Equal(before, Counts((await Ask())["headcountFact"]!["corroboration"]!));

        var claim = await server.Ask("""
            { source(key: "reprint-1") { claims { nodes { lineage { roots { kind source { key } paths { key } } } } } } }
            """).MustBeData();
        claim["source"]!["claims"]!["nodes"]![0]!["lineage"]!["roots"].Is("""
            [{ "kind": "UNATTRIBUTED", "source": { "key": "informants-lesechos" }, "paths": [
                [{ "key": "reprint-1" }, { "key": "seed-topcor-en" }, { "key": "art-lesechos" }, { "key": "informants-lesechos" }]] }]
            """);
    }

    [Fact]
    public async Task An_official_statement_of_the_French_ministry_is_one_named_root()
    {
        await Record(Claim("official-fr-mfa", "CONFIRMS"));
        Assert.Equal((1, 1, "NOT_ESTABLISHED"), Counts((await Ask())["headcountFact"]!["corroboration"]!));
    }

    [Fact]
    public async Task The_Russian_expulsion_answers_the_French_one()
    {
        var response = Assert.Single((await Ask())["responses"]!.AsArray())!;
        Assert.Equal(("expulsion:ru-fr-2020", "expulsion:fr-ru-2020"), ((string)response["key"]!, (string)response["inResponseTo"]!["key"]!));
    }

    [Fact]
    public async Task Espionage_is_a_stated_reason_that_the_unattributed_root_alone_supports()
    {
        var espionage = Assert.Single((await Ask())["statedReasonFact"]!["alternatives"]!.AsArray(), a => ((string)a!["value"]!).Contains("espionage", StringComparison.Ordinal))!;
        espionage["corroboration"].Is("""{ "namedRoots": 0, "unattributedRoots": 1, "unresolvedClaims": 0 }""");
    }

    [Fact]
    public async Task Both_governments_declined_to_comment_and_stand_on_neither_side()
    {
        var fact = (await Ask())["statusFact"]!;
        var silent = fact["neutral"]!["nodes"]!.AsArray().Where(c => (string)c!["stance"]! == "DECLINES_COMMENT" && c["value"] is null).Select(c => (string)c!["source"]!["key"]!).ToHashSet();
        Assert.Superset(new HashSet<string> { "official-fr-embassy-moscow", "official-ru-mfa" }, silent);
        foreach (var side in new[] { "supportedBy", "contradictedBy" })
        {
            Assert.DoesNotContain(fact[side]!["nodes"]!.AsArray(), c => ((string)c!["source"]!["key"]!).StartsWith("official-", StringComparison.Ordinal));
        }
    }

    private static string Claim(string source, string stance) => $$"""
        mutation {
          assertClaims(input: { claims: [{
            subject: "expulsion:fr-ru-2020", property: EXPULSION_HEADCOUNT, value: { headcount: { text: "1" } }, stance: {{stance}}, source: "{{source}}"
          }] }) { claims { stance } errors { ... on UserError { code message path } } }
        }
        """;

    private static (int, int, string) Counts(JsonNode corroboration) =>
        ((int)corroboration["namedRoots"]!, (int)corroboration["unattributedRoots"]!, (string)corroboration["independence"]!);

    private async Task<JsonNode> Ask() => (await server.Ask(Question).MustBeData())["entity"]!;

    private async Task Record(string mutation)
    {
        var data = await server.Ask(mutation).MustBeData();
        Assert.Empty(data.AsObject().Single().Value!["errors"]!.AsArray());
    }
}
