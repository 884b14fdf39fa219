using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

public sealed class FilterTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static string Wave { get; } = GlobalId.Of("Episode", Identifiers.Entity(EntityKind.Episode, "wave"));

    private static string Eu { get; } = GlobalId.Of("Organisation", Identifiers.Entity(EntityKind.Organisation, "eu"));

    private static string Paper { get; } = GlobalId.Of("Source", Identifiers.Source("paper"));

    private static string FrRu { get; } = GlobalId.Of("Expulsion", Identifiers.Entity(EntityKind.Expulsion, "fr-ru"));

    [Theory]
    [InlineData("{}", "de-ru de-su eu-ru fr-ru fr-su ru-fr whispered")]
    [InlineData("{ expellingParty: { codes: [\"FR\"] } }", "fr-ru fr-su whispered")]
    [InlineData("{ expellingParty: { codes: [\"DE\"], ids: [$eu] } }", "de-ru de-su eu-ru")]
    [InlineData("{ sendingParty: { codes: [\"SUHH\"] } }", "de-su fr-su")]
    [InlineData("{ sendingParty: { codes: [] } }", "")]
    [InlineData("{ party: { codes: [\"FR\"] } }", "fr-ru fr-su ru-fr whispered")]
    [InlineData("{ party: { codes: [\"FR\"] }, counterpart: { codes: [\"RU\"] } }", "fr-ru ru-fr whispered")]
    [InlineData("{ announced: { on: \"2018-03\" } }", "de-ru eu-ru fr-ru ru-fr")]
    [InlineData("{ announced: { on: \"2018-04-01\" } }", "de-ru eu-ru")]
    [InlineData("{ announced: { from: \"2018-04-02\", to: \"2020\" } }", "eu-ru whispered")]
    [InlineData("{ announced: { to: \"2000\" } }", "fr-su")]
    [InlineData("{ measure: [PERSONA_NON_GRATA, RECALLED] }", "fr-ru")]
    [InlineData("{ status: [EXECUTED] }", "de-ru")]
    [InlineData("{ publicity: [SECRET] }", "de-su whispered")]
    [InlineData("{ headcount: { min: 5 } }", "eu-ru fr-su")]
    [InlineData("{ headcount: { max: 4 } }", "de-ru fr-ru ru-fr whispered")]
    [InlineData("{ contested: true }", "fr-ru")]
    [InlineData("{ contested: false, sendingParty: { codes: [\"RU\"] } }", "de-ru eu-ru whispered")]
    [InlineData("{ onlyUnattributed: true }", "whispered")]
    [InlineData("{ facts: [{ property: EXPULSION_HEADCOUNT, status: [CONTESTED] }] }", "fr-ru")]
    [InlineData("{ facts: [{ property: EXPULSION_HEADCOUNT, namedRoots: { min: 1 } }] }", "fr-ru fr-su")]
    [InlineData("{ facts: [{ property: EXPULSION_HEADCOUNT, namedRoots: { max: 0 }, unattributedRoots: { min: 1 } }] }", "whispered")]
    [InlineData("{ facts: [{ property: EXPULSION_ANNOUNCED_ON }, { property: EXPULSION_STATUS }] }", "de-ru")]
    [InlineData("{ saidBy: [$paper] }", "de-ru de-su eu-ru fr-ru")]
    [InlineData("{ partOf: [$wave] }", "de-ru eu-ru fr-ru")]
    [InlineData("{ isResponse: true }", "ru-fr")]
    [InlineData("{ hasResponses: true }", "fr-ru")]
    [InlineData("{ inResponseTo: [$frRu] }", "ru-fr")]
    [InlineData("{ text: \"ELYSEE\" }", "fr-su")]
    [InlineData("{ text: \"expulsion de\" }", "de-ru de-su")]
    [InlineData("{ text: \"%\" }", "")]
    [InlineData("{ keys: [\"expulsion:fr-ru\", \"de-su\", \"none\"] }", "de-su fr-ru")]
    [InlineData("{ or: [{ publicity: [SECRET] }, { isResponse: true }] }", "de-su ru-fr whispered")]
    [InlineData("{ or: [] }", "")]
    [InlineData("{ not: { publicity: [SECRET] } }", "de-ru eu-ru fr-ru fr-su ru-fr")]
    [InlineData("{ and: [{ publicity: [SECRET] }, { not: { status: [PROPOSED] } }] }", "whispered")]
    public async Task Expulsions_are_filtered_by_their_accepted_values(string filter, string keys)
    {
        var given = filter.Replace("$eu", $"\"{Eu}\"", StringComparison.Ordinal).Replace("$wave", $"\"{Wave}\"", StringComparison.Ordinal)
            .Replace("$paper", $"\"{Paper}\"", StringComparison.Ordinal).Replace("$frRu", $"\"{FrRu}\"", StringComparison.Ordinal);
        var list = (await world.Ask($"{{ expulsions(filter: {given}, orderBy: [KEY_ASC]) {{ totalCount nodes {{ key }} }} }}").MustBeData())["expulsions"]!;
        Assert.Equal(keys, string.Join(' ', list["nodes"]!.AsArray().Select(n => ((string)n!["key"]!)["expulsion:".Length..])));
        Assert.Equal(list["nodes"]!.AsArray().Count, (int)list["totalCount"]!);
    }

    [Theory]
    [InlineData("source(key: \"paper\")", "citedBy", "{ manner: [REPRINTS], wasConsulted: true }", 1)]
    [InlineData("source(key: \"paper\")", "citedBy", "{ not: { manner: [REPRINTS] } }", 0)]
    [InlineData("source(key: \"paper\")", "citedBy", "{ citing: [$paper] }", 0)]
    [InlineData("source(key: \"paper\")", "citedBy", "{ publisher: [$paper] }", 0)]
    [InlineData("source(key: \"paper\")", "changes", "{ kind: [SOURCE_REGISTERED] }", 1)]
    [InlineData("source(key: \"paper\")", "changes", "{ not: { kind: [SOURCE_REGISTERED] } }", 0)]
    [InlineData("entity(key: \"expulsion:fr-ru\")", "changes", "{ kind: [CLAIM_ASSERTED], not: { source: [$paper] } }", 8)]
    [InlineData("entity(key: \"expulsion:fr-ru\")", "changes", "{ or: [{ kind: [EXPULSION_REGISTERED] }, { recordedBy: [\"nobody\"] }] }", 1)]
    [InlineData("entity(key: \"expulsion:fr-ru\")", "identityJudgements", "{ verdict: [SAME], entity: [$frRu] }", 0)]
    [InlineData("relation(between: [\"FR\", \"RU\"])", "exchanges", "{ headcount: { max: 4 } }", 1)]
    [InlineData("relation(between: [\"FR\", \"RU\"])", "exchanges", "{ not: { expellingParty: { codes: [\"FR\"] } } }", 0)]
    [InlineData("country(code: \"FR\")", "diplomats", "{ text: \"x\" }", 0)]
    [InlineData("entity(key: \"episode:wave\")", "... on Episode { episodes", "{ contested: true }", 0)]
    public async Task Lists_below_others_are_filtered(string parent, string list, string filter, int count)
    {
        var given = filter.Replace("$paper", $"\"{Paper}\"", StringComparison.Ordinal).Replace("$frRu", $"\"{FrRu}\"", StringComparison.Ordinal);
        var (name, close) = list.StartsWith("...", StringComparison.Ordinal) ? (list.Split(' ')[^1], " }") : (list, "");
        var data = await world.Ask($"{{ parent: {parent} {{ {list}(filter: {given}) {{ totalCount nodes {{ __typename }} }}{close} }} }}").MustBeData();
        Assert.Equal((count, count), ((int)data["parent"]![name]!["totalCount"]!, data["parent"]![name]!["nodes"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("expulsions(filter: { announced: { on: \"2021-02-30\" } })", "DATE_IMPOSSIBLE", "filter.announced.on")]
    [InlineData("expulsions(filter: { announced: { from: \"soon\" } })", "DATE_MALFORMED", "filter.announced.from")]
    [InlineData("expulsions(filter: { expellingParty: { codes: [\"FR\", \"XX\"] } })", "UNKNOWN_COUNTRY_CODE", "filter.expellingParty.codes.1")]
    [InlineData("expulsions(filter: { or: [{ saidBy: [\"nobody\"] }] })", "INVALID_ID", "filter.or.0.saidBy.0")]
    [InlineData("expulsions(filter: { text: \" \" })", "EMPTY", "filter.text")]
    [InlineData("expulsions(filter: { facts: [{ property: COUNTRY_NAME }] })", "PROPERTY_NOT_OF_SUBJECT", "filter.facts.0.property")]
    [InlineData("claims(filter: { subject: [\"U291cmNlOjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\"] })", "INVALID_ID", "filter.subject.0")]
    public async Task A_wrong_filter_is_refused_with_its_code_and_place(string field, string code, string place)
    {
        var error = Assert.Single((await world.Ask($"{{ {field} {{ nodes {{ id }} }} }}"))["errors"]!.AsArray())!;
        error["extensions"].Is($$"""{ "code": "{{code}}", "argument": "{{place}}" }""");
    }

    [Fact]
    public async Task Aggregates_and_their_parts_are_counted_once_and_proposals_not_at_all() => (await world.Ask(
        """
        {
          entity(key: "episode:wave") { ... on Episode { computedTotal { min max text } expulsions { totalCount } } }
          expulsionStatistics(groupBy: [SENDING_PARTY]) { sendingParty { key } expulsions withoutHeadcount persons { min max } }
          all: expulsionStatistics(groupBy: []) { expulsions persons { text } }
        }
        """)).Is(
        """
        { "data": {
          "entity": { "computedTotal": { "min": 30, "max": 30, "text": "30" }, "expulsions": { "totalCount": 3 } },
          "expulsionStatistics": [
            { "sendingParty": { "key": "country:FR" }, "expulsions": 1, "withoutHeadcount": 0, "persons": { "min": 4, "max": 4 } },
            { "sendingParty": { "key": "country:RU" }, "expulsions": 4, "withoutHeadcount": 0, "persons": { "min": 31, "max": 31 } },
            { "sendingParty": { "key": "country:SUHH" }, "expulsions": 1, "withoutHeadcount": 0, "persons": { "min": 47, "max": 47 } }
          ],
          "all": [{ "expulsions": 6, "persons": { "text": "82" } }]
        } }
        """);

    [Fact]
    public async Task A_relation_shows_exchanges_and_both_directions() => (await world.Ask(
        """
        { relation(between: ["FR", "RU"]) {
            countries { code }
            expulsions(orderBy: [KEY_ASC]) { nodes { key } }
            exchanges { totalCount nodes { symmetric initial { key } responses { key } } }
            balance { expellingParty { label } expulsions persons { text } } } }
        """)).Is(
        """
        { "data": { "relation": {
          "countries": [{ "code": "FR" }, { "code": "RU" }],
          "expulsions": { "nodes": [{ "key": "expulsion:fr-ru" }, { "key": "expulsion:ru-fr" }, { "key": "expulsion:whispered" }] },
          "exchanges": { "totalCount": 1, "nodes": [{ "symmetric": true, "initial": { "key": "expulsion:fr-ru" }, "responses": [{ "key": "expulsion:ru-fr" }] }] },
          "balance": [
            { "expellingParty": { "label": "France" }, "expulsions": 2, "persons": { "text": "5" } },
            { "expellingParty": { "label": "Russia" }, "expulsions": 1, "persons": { "text": "4" } }
          ]
        } } }
        """);

    [Fact]
    public async Task A_search_finds_with_and_without_accents_and_similar_spellings()
    {
        foreach (var text in new[] { "european union", "Européan", "uropean" })
        {
            (await world.Ask("query ($text: String!) { search(text: $text, types: [ORGANISATION]) { nodes { text item { ... on Node { id } } } } }", new { text }))
                .Is($$"""{ "data": { "search": { "nodes": [{ "text": "Européan Union", "item": { "id": "{{Eu}}" } }] } } }""");
        }
    }

    [Fact]
    public async Task A_fact_shows_its_rivals_and_why_one_was_accepted() => (await world.Ask(
        """
        { entity(key: "expulsion:fr-ru") { ... on Expulsion {
            headcount { text }
            headcountFact {
              property status why { kind remaining isDecisive }
              supportedBy { nodes { source { key } stance } } contradictedBy { totalCount }
              corroboration { namedRoots unresolvedClaims independence roots { kind source { key } paths { key } pathsAreAll } }
              alternatives { value { min } competes supportedBy { nodes { source { key } } } corroboration { namedRoots unresolvedClaims } }
            }
            episode { key } partOf { key } deadlineFact { status value corroboration { independence } why { kind } supportedBy { totalCount } }
        } } }
        """)).Is(
        """
        { "data": { "entity": {
          "headcount": { "text": "4" },
          "headcountFact": {
            "property": "EXPULSION_HEADCOUNT", "status": "CONTESTED",
            "why": [{ "kind": "NAMED_ROOTS", "remaining": 1, "isDecisive": true }],
            "supportedBy": { "nodes": [{ "source": { "key": "ministry" }, "stance": "ASSERTS" }] }, "contradictedBy": { "totalCount": 0 },
            "corroboration": { "namedRoots": 1, "unresolvedClaims": 0, "independence": "SINGLE_ROOT",
              "roots": [{ "kind": "NAMED", "source": { "key": "ministry" }, "paths": [[{ "key": "ministry" }]], "pathsAreAll": true }] },
            "alternatives": [{ "value": { "min": 5 }, "competes": true, "supportedBy": { "nodes": [{ "source": { "key": "paper" } }] },
              "corroboration": { "namedRoots": 0, "unresolvedClaims": 1 } }]
          },
          "episode": { "key": "episode:wave" }, "partOf": { "key": "expulsion:eu-ru" },
          "deadlineFact": { "status": "UNKNOWN", "value": null, "corroboration": { "independence": "NO_ROOT" }, "why": [], "supportedBy": { "totalCount": 0 } }
        } } }
        """);

    [Fact]
    public async Task A_source_shows_its_lineage_and_its_citers() => (await world.Ask(
        """
        { source(key: "other-paper") {
            cites { manner wasConsulted cited { key citedBy { totalCount nodes { citing { key } } } } }
            lineage { circular roots { kind source { key } paths { key } } }
            claims(filter: { property: [EXPULSION_HEADCOUNT] }) { nodes { value { ... on HeadcountValue { headcount { text } } } recordedBy change { kind } } }
            changes { nodes { kind } } } }
        """)).Is(
        """
        { "data": { "source": {
          "cites": [{ "manner": "REPRINTS", "wasConsulted": true, "cited": { "key": "paper", "citedBy": { "totalCount": 1, "nodes": [{ "citing": { "key": "other-paper" } }] } } }],
          "lineage": { "circular": false, "roots": [{ "kind": "UNRESOLVED", "source": { "key": "paper" }, "paths": [[{ "key": "other-paper" }, { "key": "paper" }]] }] },
          "claims": { "nodes": [{ "value": { "headcount": { "text": "4" } }, "recordedBy": "me", "change": { "kind": "CLAIM_ASSERTED" } }] },
          "changes": { "nodes": [{ "kind": "SOURCE_REGISTERED" }, { "kind": "SOURCE_CITED" }] }
        } } }
        """);

    [Fact]
    public async Task Nodes_are_found_by_their_ids_and_never_under_another_type()
    {
        var wrong = GlobalId.Of("Country", Identifiers.Source("paper"));
        (await world.Ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", new { ids = new[] { Wave, Paper, wrong, FrRu } })).Is(
            $$"""
            { "data": { "nodes": [
              { "__typename": "Episode", "id": "{{Wave}}" }, { "__typename": "Source", "id": "{{Paper}}" }, null, { "__typename": "Expulsion", "id": "{{FrRu}}" } ] } }
            """);
        var error = (await world.Ask("{ node(id: \"nothing\") { id } }"))["errors"]![0]!;
        error["extensions"].Is("""{ "code": "INVALID_ID", "argument": "id" }""");
    }
}
