using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using static KnowledgeBase.Tests.Mutations.StoryServer;

namespace KnowledgeBase.Tests.Mutations;

public sealed class ClaimMutationTests(StoryServer server) : IClassFixture<StoryServer>
{
    private const string Errors = "errors { __typename ... on UserError { code message path } }";

    private const string ValueFields =
        """
        value {
          ... on TextValue { text language } ... on EntityValue { entity { key } } ... on HeadcountValue { headcount { min max text } }
          ... on DateValue { date } ... on TermValue { term } ... on NumberValue { number }
        }
        """;

    [Fact]
    public async Task A_claim_is_recorded_with_everything_that_it_says()
    {
        var answer = await server.Ask(
            $$"""
            mutation($input: AssertClaimsInput!) {
              assertClaims(input: $input) {
                claims {
                  subject { key } property {{ValueFields}} stance source { key } attributedTo { key } attributionChains { key } statedOn validDuring
                  quotation { text prefix suffix } readIn { key } note rank standing { status } recordedBy
                }
                changes { kind } {{Errors}}
              }
            }
            """,
            new
            {
                input = new
                {
                    claims = new[]
                    {
                        new
                        {
                            subject = "expulsion:fr-ru", property = "EXPULSION_HEADCOUNT", value = new { headcount = new { text = "over 100" } },
                            stance = "REPORTS", source = "site", attributedTo = new[] { "paper" }, attributionChains = new[] { new[] { "paper", "informants" } },
                            statedOn = "2021-02-15", validDuring = "2021?", quotation = new { text = "plus de cent", prefix = "soit ", suffix = " agents" },
                            readIn = "paper", note = "A remark.",
                        },
                    },
                },
            });
        answer.Is(
            """
            {"data":{"assertClaims":{"claims":[{
              "subject":{"key":"expulsion:fr-ru"},"property":"EXPULSION_HEADCOUNT","value":{"headcount":{"min":101,"max":null,"text":"over 100"}},
              "stance":"REPORTS","source":{"key":"site"},"attributedTo":[{"key":"paper"},{"key":"paper"}],
              "attributionChains":[[{"key":"paper"}],[{"key":"paper"},{"key":"informants"}]],"statedOn":"2021-02-15","validDuring":"2021?",
              "quotation":{"text":"plus de cent","prefix":"soit ","suffix":" agents"},"readIn":{"key":"paper"},"note":"A remark.",
              "rank":"NORMAL","standing":{"status":"STANDING"},"recordedBy":"key:tests"}],
              "changes":[{"kind":"CLAIM_ASSERTED"}],"errors":[]}}}
            """);
    }

    [Fact]
    public async Task Every_kind_of_value_is_recorded()
    {
        var answer = await server.AssertClaims(
            [
                Claim("EXPULSION_STATED_REASON", new { text = new { text = "Espionage", language = "en" } }),
                Claim("EXPULSION_SENDING_PARTY", new { entity = "country:RU" }),
                Claim("EXPULSION_HEADCOUNT", new { headcount = new { min = 1, max = 1 } }),
                Claim("EXPULSION_HEADCOUNT", new { headcount = new { min = 5 } }),
                Claim("EXPULSION_ANNOUNCED_ON", new { date = "2021-02~" }),
                Claim("EXPULSION_MEASURE", new { term = "PERSONA_NON_GRATA" }),
                Claim("EPISODE_PARTY_COUNT", new { number = 23 }, subject: "episode:affair"),
                Claim("EXPULSION_HEADCOUNT", null, stance: "DECLINES_COMMENT"),
            ],
            $$"""claims { {{ValueFields}} }""");
        answer["claims"].Is(
            """
            [
              {"value":{"text":"Espionage","language":"en"}},
              {"value":{"entity":{"key":"country:RU"}}},
              {"value":{"headcount":{"min":1,"max":1,"text":"1"}}},
              {"value":{"headcount":{"min":5,"max":null,"text":"at least 5"}}},
              {"value":{"date":"2021-02~"}},
              {"value":{"term":"PERSONA_NON_GRATA"}},
              {"value":{"number":23}},
              {"value":null}
            ]
            """);
    }

    [Fact]
    public async Task All_claims_are_recorded_or_none()
    {
        var right = Claim("EXPULSION_COMMENTARY", new { text = new { text = "All or nothing" } });
        var wrong = Claim("EXPULSION_MEASURE", new { term = "BANISHED" });
        (await server.AssertClaims([right, wrong], "claims { id }"))["claims"].Is("[]");
        Assert.Equal(0, await ClaimsCount("All or nothing"));
        var recorded = await server.AssertClaims([right]);
        recorded["changes"].Is("""[{"kind":"CLAIM_ASSERTED"}]""");
        Assert.Equal(1, await ClaimsCount("All or nothing"));
    }

    [Fact]
    public async Task The_same_claim_twice_is_recorded_once()
    {
        var claim = Claim("EXPULSION_COMMENTARY", new { text = new { text = "Twice" } });
        var answer = await server.AssertClaims([claim, claim]);
        Assert.Equal(answer["claims"]![0]!["id"]!.ToString(), answer["claims"]![1]!["id"]!.ToString());
        answer["changes"].Is("""[{"kind":"CLAIM_ASSERTED"}]""");
        (await server.AssertClaims([claim]))["changes"].Is("[]");
    }

    [Fact]
    public async Task A_claim_is_graded_ranked_and_retracted()
    {
        var id = await NewClaim("Judged");
        (await server.Ask(
            $$"""
            mutation($id: ID!) {
              gradeClaim(input: { claim: $id, credibility: DOUBTFUL, reason: "Alone.", expectedVersion: 1 }) { claim { credibility { grade reason } } changes { kind } {{Errors}} }
              rankClaim(input: { claim: $id, rank: DEPRECATED, reason: "Corrected later." }) { claim { rank } changes { kind } {{Errors}} }
              retractClaim(input: { claim: $id, reason: "Taken back.", retractedOn: "2021-03-01" }) { claim { standing { status reason } } changes { kind } {{Errors}} }
            }
            """, new { id })).Is(
            """
            {"data":{
              "gradeClaim":{"claim":{"credibility":{"grade":"DOUBTFUL","reason":"Alone."}},"changes":[{"kind":"CLAIM_CREDIBILITY_GRADED"}],"errors":[]},
              "rankClaim":{"claim":{"rank":"DEPRECATED"},"changes":[{"kind":"CLAIM_RANKED"}],"errors":[]},
              "retractClaim":{"claim":{"standing":{"status":"RETRACTED","reason":"Taken back."}},"changes":[{"kind":"CLAIM_RETRACTED"}],"errors":[]}}}
            """);
    }

    [Fact]
    public async Task A_claim_is_withdrawn_in_favour_of_another()
    {
        var (wrong, right) = (await NewClaim("Misread"), await NewClaim("Read well"));
        var document =
            $$"""
            mutation($id: ID!, $by: ID) {
              withdrawClaim(input: { claim: $id, reason: "Misread.", supersededBy: $by }) { claim { standing { status } } changes { kind } {{Errors}} }
            }
            """;
        (await server.Ask(document, new { id = wrong, by = right })).Is(
            """{"data":{"withdrawClaim":{"claim":{"standing":{"status":"SUPERSEDED"}},"changes":[{"kind":"CLAIM_WITHDRAWN"}],"errors":[]}}}""");
        (await server.Ask(document, new { id = wrong })).Is(
            """
            {"data":{"withdrawClaim":{"claim":null,"changes":[],"errors":[
              {"__typename":"NoLongerStandingError","code":"NO_LONGER_STANDING","message":"The claim no longer stands.","path":["input","claim"]}]}}}
            """);
    }

    private async Task<string> NewClaim(string text) =>
        (await server.AssertClaims([Claim("EXPULSION_COMMENTARY", new { text = new { text } })]))["claims"]![0]!["id"]!.ToString();

    private async Task<int> ClaimsCount(string text)
    {
        var data = await server.Ask(
            """{ entity(key: "expulsion:fr-ru") { claims(first: 100) { nodes { value { ... on TextValue { text } } } } } }""").MustBeData();
        return data["entity"]!["claims"]!["nodes"]!.AsArray().Count(c => c!["value"]?["text"]?.ToString() == text);
    }
}
