using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Mutations;

public sealed class SourceMutationTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Errors = "errors { __typename ... on UserError { code message path } }";

    private async Task Registered(params string[] keys)
    {
        foreach (var key in keys)
        {
            await server.Ask(
                "mutation($key: String!) { registerSource(input: { key: $key, kind: ARTICLE, title: $key }) { source { id } } }", new { key }).MustBeData();
        }
    }

    [Fact]
    public async Task A_source_is_registered_with_its_description()
    {
        await server.Ask("""mutation { registerSource(input: { key: "lesechos.fr", kind: OUTLET, title: "Les Échos" }) { source { id } } }""").MustBeData();
        var answer = await server.Ask(
            $$"""
            mutation($input: RegisterSourceInput!) {
              registerSource(input: $input) {
                source { key kind title url publisher { key } publishedOn language isOriginalReporting }
                changes { kind source { key } } {{Errors}}
              }
            }
            """,
            new
            {
                input = new
                {
                    kind = "ARTICLE",
                    title = "Quand la France expulse",
                    url = "HTTPS://www.LesEchos.fr/monde/1?utm_source=x&a=b#top",
                    publisher = "lesechos.fr",
                    publishedOn = "2021-02",
                    language = "fr",
                    isOriginalReporting = true,
                },
            });
        answer.Is(
            """
            {"data":{"registerSource":{
              "source":{"key":"https://www.lesechos.fr/monde/1?a=b","kind":"ARTICLE","title":"Quand la France expulse",
                "url":"https://www.lesechos.fr/monde/1?a=b","publisher":{"key":"lesechos.fr"},"publishedOn":"2021-02","language":"fr","isOriginalReporting":true},
              "changes":[{"kind":"SOURCE_REGISTERED","source":{"key":"https://www.lesechos.fr/monde/1?a=b"}}],"errors":[]}}}
            """);
    }

    [Fact]
    public async Task A_description_is_replaced_whole()
    {
        await server.Ask("""mutation { registerSource(input: { key: "vague", kind: ARTICLE, title: "Vague", language: "en" }) { source { id } } }""").MustBeData();
        var answer = await server.Ask(
            $$"""
            mutation {
              describeSource(input: { source: "vague", kind: BOOK, title: "Precise", publishedOn: "1971~", expectedVersion: 1 }) {
                source { key kind title language publishedOn } changes { kind } {{Errors}}
              }
            }
            """);
        answer.Is(
            """
            {"data":{"describeSource":{"source":{"key":"vague","kind":"BOOK","title":"Precise","language":null,"publishedOn":"1971~"},
              "changes":[{"kind":"SOURCE_DESCRIBED"}],"errors":[]}}}
            """);
    }

    [Fact]
    public async Task A_citation_is_recorded_and_removed()
    {
        await Registered("citing", "cited");
        (await server.Ask(
            $$"""
            mutation {
              citeSource(input: { source: "citing", citedSource: "cited", manner: REPRINTS, wasConsulted: true, note: "Word by word." }) {
                citation { citing { key } cited { key } manner wasConsulted note }
                source { cites { cited { key } } } citedSource { citedBy(first: 5) { totalCount } }
                changes { kind } {{Errors}}
              }
            }
            """)).Is(
            """
            {"data":{"citeSource":{
              "citation":{"citing":{"key":"citing"},"cited":{"key":"cited"},"manner":"REPRINTS","wasConsulted":true,"note":"Word by word."},
              "source":{"cites":[{"cited":{"key":"cited"}}]},"citedSource":{"citedBy":{"totalCount":1}},
              "changes":[{"kind":"SOURCE_CITED"}],"errors":[]}}}
            """);

        var remove =
            $$"""
            mutation {
              removeCitation(input: { source: "citing", citedSource: "cited", reason: "Another article." }) {
                source { cites { cited { key } } } citedSource { citedBy(first: 5) { totalCount } } changes { kind } {{Errors}}
              }
            }
            """;
        (await server.Ask(remove)).Is(
            """
            {"data":{"removeCitation":{"source":{"cites":[]},"citedSource":{"citedBy":{"totalCount":0}},"changes":[{"kind":"CITATION_REMOVED"}],"errors":[]}}}
            """);
        (await server.Ask(remove)).Is(
            """
            {"data":{"removeCitation":{"source":null,"citedSource":null,"changes":[],"errors":[
              {"__typename":"NothingToChangeError","code":"NOTHING_TO_CHANGE","message":"There is no such citation.","path":["input","citedSource"]}]}}}
            """);
    }

    [Fact]
    public async Task A_source_is_graded()
    {
        await Registered("graded");
        (await server.Ask(
            $$"""
            mutation {
              gradeSource(input: { source: "graded", reliability: B, reason: "Corrects its mistakes." }) {
                source { reliability { grade reason change { kind } } } changes { kind } {{Errors}}
              }
            }
            """)).Is(
            """
            {"data":{"gradeSource":{
              "source":{"reliability":{"grade":"B","reason":"Corrects its mistakes.","change":{"kind":"SOURCE_RELIABILITY_GRADED"}}},
              "changes":[{"kind":"SOURCE_RELIABILITY_GRADED"}],"errors":[]}}}
            """);
    }

    [Fact]
    public async Task A_source_is_retracted_once()
    {
        await Registered("retracted");
        var document =
            $$"""
            mutation($reason: String!) {
              retractSource(input: { source: "retracted", reason: $reason, retractedOn: "2021-03" }) {
                source { retracted { reason retractedOn } } changes { kind } {{Errors}}
              }
            }
            """;
        (await server.Ask(document, new { reason = "Invented." })).Is(
            """
            {"data":{"retractSource":{"source":{"retracted":{"reason":"Invented.","retractedOn":"2021-03"}},"changes":[{"kind":"SOURCE_RETRACTED"}],"errors":[]}}}
            """);
        (await server.Ask(document, new { reason = "Another reason." })).Is(
            """
            {"data":{"retractSource":{"source":null,"changes":[],"errors":[
              {"__typename":"NoLongerStandingError","code":"NO_LONGER_STANDING","message":"The source was retracted already.","path":["input","source"]}]}}}
            """);
    }

    [Fact]
    public async Task Two_sources_are_judged_independent()
    {
        await Registered("one-side", "other-side");
        (await server.Ask(
            $$"""
            mutation {
              judgeIndependence(input: { source: "one-side", otherSource: "other-side", verdict: INDEPENDENT, reason: "Rival governments." }) {
                source { key } otherSource { key } changes { kind } {{Errors}}
              }
            }
            """)).Is(
            """
            {"data":{"judgeIndependence":{"source":{"key":"one-side"},"otherSource":{"key":"other-side"},"changes":[{"kind":"INDEPENDENCE_JUDGED"}],"errors":[]}}}
            """);
    }
}
