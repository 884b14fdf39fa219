using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Arithmetic;

/// <summary>Expulsions between FR and RU of every sort, answered in every way. Tests must not change it.</summary>
public sealed class RelationWorld(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await new Facts().Paper("paper").Countries("FR", "RU", "BY", "US").Organisations("eu", "nato")
            .Register("a", "a1", "a2", "b", "b1", "c", "c1", "d", "d1", "e", "f", "f1", "g", "g1", "h1", "h2", "third", "eu1", "eu2", "eu3", "lone").RecordAsync(Recorder);
        await new Facts()
            // A chain of three, out of order, with an answer by a third party.
            .Tell("a2", "FR-RU", "2", "2001-03", answers: "a1").Tell("a1", "RU-FR", "7", "2001-02", answers: "a").Tell("a", "FR-RU", "5", "2001-01")
            .Tell("third", "BY-FR", "9", "2001-04", answers: "a")
            // Certainly less; ranges that overlap; the same range; without a number; answered by a third party alone.
            .Tell("b", "FR-RU", "over 10", "2002-01").Tell("b1", "RU-FR", "3", "2002-02", answers: "b")
            .Tell("c", "RU-FR", "about 10", "2003-01").Tell("c1", "FR-RU", "10", "2003-02", answers: "c")
            .Tell("d", "FR-RU", "several", "2004-01").Tell("d1", "RU-FR", "several", "2004-02", answers: "d")
            .Tell("f", "FR-RU", "4", "2005-01").Tell("f1", "RU-FR", null, "2005-02", answers: "f")
            .Tell("g", "FR-RU", "4", "2006-01").Tell("g1", "RU-FR", "4", "2006-02", answers: "g", status: "REJECTED")
            .Tell("e", "FR-RU", "1", "2007-01").Tell("lone", "BY-FR", "1", "2007-02", answers: "e")
            // Each says that it answers the other one.
            .Tell("h1", "FR-RU", "6", "2008-01", answers: "h2").Tell("h2", "RU-FR", "6", "2008-01", answers: "h1")
            // Organisations, one as an aggregate with a part.
            .Tell("eu1", "eu-RU", "20", "2009-01").Tell("eu2", "eu-RU", "5", "2009-01", ["eu1"]).Tell("eu3", "RU-eu", "20", "2009-02", answers: "eu1")
            .RecordAsync(Recorder);
    }
}

/// <summary>Who expelled whom, in answer to what.</summary>
public sealed class RelationTests(RelationWorld world) : IClassFixture<RelationWorld>
{
    private const string Exchange = "initial { label } chain { label } symmetric difference { min max text } totals { persons { text } }";

    [Fact]
    public async Task A_chain_of_answers_is_one_exchange_and_third_parties_are_not_counted() =>
        (await Exchanges("initial { label } responses { label } chain { label inResponseTo { label } } thirdPartyResponses { label } symmetric difference { text } totals { expellingParty { label } sendingParty { label } expulsions persons { text } }", 1))[0].Is("""
            {
              "initial": { "label": "a" }, "responses": [{ "label": "a1" }],
              "chain": [{ "label": "a", "inResponseTo": null }, { "label": "a1", "inResponseTo": { "label": "a" } }, { "label": "a2", "inResponseTo": { "label": "a1" } }],
              "thirdPartyResponses": [{ "label": "third" }], "symmetric": true, "difference": { "text": "0" },
              "totals": [
                { "expellingParty": { "label": "FR" }, "sendingParty": { "label": "RU" }, "expulsions": 2, "persons": { "text": "7" } },
                { "expellingParty": { "label": "RU" }, "sendingParty": { "label": "FR" }, "expulsions": 1, "persons": { "text": "7" } }
              ]
            }
            """);

    [Fact]
    public async Task An_exchange_is_symmetric_not_or_it_is_open() =>
        new JsonArray([.. (await Exchanges("initial { label } symmetric difference { text }", 20)).Select(e => JsonValue.Create(
            $"{e!["initial"]!["label"]} {e["symmetric"]?.ToString() ?? "open"} {e["difference"]?["text"]}"))]).Is("""
            ["a true 0", "b false at most -8", "c open -1 to +1", "d true unknown", "f open at least -4", "g open ", "e open ", "h2 true 0"]
            """);

    [Fact]
    public async Task Exchanges_are_paged()
    {
        var first = await Connection("first: 3");
        Assert.Equal(8, (int)first["totalCount"]!);
        var second = await Connection($"first: 3, after: \"{first["pageInfo"]!["endCursor"]}\"");
        Assert.Equal("b f".Split(' '), new[] { first, second }.Select(p => (string)p["nodes"]![1]!["initial"]!["label"]!));
    }

    [Fact]
    public async Task The_balance_has_both_directions_and_counts_what_was_carried_out() =>
        (await world.Ask("""{ relation(between: ["RU", "FR"]) { countries { code } parties { label } balance { expellingParty { label } expulsions withoutHeadcount persons { text } } expulsions { totalCount } } }""").MustBeData()).Is("""
            { "relation": { "countries": [{ "code": "RU" }, { "code": "FR" }], "parties": [{ "label": "RU" }, { "label": "FR" }], "balance": [
                { "expellingParty": { "label": "RU" }, "expulsions": 6, "withoutHeadcount": 1, "persons": { "text": "at least 27" } },
                { "expellingParty": { "label": "FR" }, "expulsions": 9, "withoutHeadcount": 0, "persons": { "text": "at least 45" } }
              ], "expulsions": { "totalCount": 16 } } }
            """);

    [Fact]
    public async Task Organisations_are_parties_too_by_key_and_by_id()
    {
        const string fields = $$"""{ parties { label __typename } countries { code } balance { persons { text } aggregates } exchanges { nodes { {{Exchange}} } } }""";
        const string expected = """
            {
              "parties": [{ "label": "eu", "__typename": "Organisation" }, { "label": "RU", "__typename": "Country" }], "countries": [{ "code": "RU" }],
              "balance": [{ "persons": { "text": "20" }, "aggregates": 1 }, { "persons": { "text": "20" }, "aggregates": 0 }],
              "exchanges": { "nodes": [{ "initial": { "label": "eu1" }, "chain": [{ "label": "eu1" }, { "label": "eu3" }], "symmetric": true, "difference": { "min": 0, "max": 0, "text": "0" }, "totals": [{ "persons": { "text": "20" } }, { "persons": { "text": "20" } }] }] }
            }
            """;
        (await world.Ask($$"""{ relation(parties: ["organisation:eu", "country:RU"]) {{fields}} }""").MustBeData())["relation"].Is(expected);
        var id = (string)(await world.Ask("""{ entity(key: "country:RU") { id } }""").MustBeData())["entity"]!["id"]!;
        (await world.Ask($$"""{ entity(key: "organisation:eu") { ... on Party { relationWithParty(party: "{{id}}") {{fields}} } } }""").MustBeData())["entity"]!["relationWithParty"].Is(expected);
    }

    [Fact]
    public async Task Two_parties_without_expulsions_have_an_empty_relation() =>
        (await world.Ask("""{ country(code: "US") { relationWith(code: "BY") { balance { expellingParty { label } expulsions persons { text } contestedShare } exchanges { totalCount nodes { symmetric } } expulsions { totalCount } } } }""").MustBeData())["country"].Is("""
            { "relationWith": {
                "balance": [{ "expellingParty": { "label": "US" }, "expulsions": 0, "persons": { "text": "0" }, "contestedShare": null }, { "expellingParty": { "label": "BY" }, "expulsions": 0, "persons": { "text": "0" }, "contestedShare": null }],
                "exchanges": { "totalCount": 0, "nodes": [] }, "expulsions": { "totalCount": 0 } } }
            """);

    [Theory]
    [InlineData("""between: ["FR"]""", "COUNT", "between")]
    [InlineData("""between: ["FR", "FR"]""", "SELF_REFERENCE", "between")]
    [InlineData("""between: ["FR", "XX"]""", "UNKNOWN_COUNTRY_CODE", "between.1")]
    [InlineData("""between: ["FR", "JP"]""", "NOT_FOUND", "between")]
    [InlineData("""parties: ["country:FR", "organisation:nowhere"]""", "NOT_FOUND", "parties")]
    [InlineData("""parties: ["country:FR", "expulsion:a"]""", "INVALID_ID", "parties.1")]
    [InlineData("""parties: ["country:FR", "nonsense"]""", "INVALID_ID", "parties.1")]
    [InlineData("""parties: ["country:FR", "RXBpc29kZTo1"]""", "INVALID_ID", "parties.1")]
    [InlineData("""between: ["FR", "RU"], parties: ["country:FR", "country:RU"]""", "BAD_USER_INPUT", "parties")]
    public async Task What_names_no_two_parties_is_refused(string arguments, string code, string argument)
    {
        var error = Assert.Single((await world.Ask($"{{ relation({arguments}) {{ parties {{ label }} }} }}"))["errors"]!.AsArray())!;
        Assert.Equal((code, argument), ((string)error["extensions"]!["code"]!, (string)error["extensions"]!["argument"]!));
    }

    private async Task<JsonArray> Exchanges(string fields, int first) =>
        (await world.Ask($$"""{ relation(between: ["FR", "RU"]) { exchanges(first: {{first}}) { nodes { {{fields}} } } } }""").MustBeData())["relation"]!["exchanges"]!["nodes"]!.AsArray();

    private async Task<JsonNode> Connection(string arguments) =>
        (await world.Ask($$"""{ relation(between: ["FR", "RU"]) { exchanges({{arguments}}) { totalCount pageInfo { endCursor } nodes { initial { label } } } } }""").MustBeData())["relation"]!["exchanges"]!;
}
