using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Mutations;

namespace KnowledgeBase.Tests.Identity;

public sealed class MergeTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly StoryServer server = new(postgres);

    private const string Errors = "errors { __typename ... on UserError { code path } }";

    public async ValueTask InitializeAsync()
    {
        await ((IAsyncLifetime)server).InitializeAsync();
        await Ask("""
            mutation {
              a: registerExpulsion(input: { key: "twin", label: "The same again" }) { errors { __typename } }
              b: registerCountry(input: { code: "SUHH", label: "Soviet Union" }) { errors { __typename } }
            }
            """);
        await server.AssertClaims([
            StoryServer.Claim("EXPULSION_HEADCOUNT", new { headcount = new { text = "3" } }, "expulsion:twin", "paper"),
            StoryServer.Claim("EXPULSION_EXPELLING_PARTY", new { entity = "country:FR" }),
            StoryServer.Claim("EXPULSION_SENDING_PARTY", new { entity = "country:RU" }),
            StoryServer.Claim("EXPULSION_SENDING_PARTY", new { entity = "country:SUHH" }, source: "paper"),
        ]);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_is_said_of_the_absorbed_holds_of_the_survivor_and_either_id_finds_it()
    {
        var id = (string)(await Ask("{ entity(key: \"expulsion:twin\") { id } }"))["entity"]!["id"]!;
        (await Merge("expulsion:twin", "expulsion:fr-ru", select: "survivor { key ... on Expulsion { headcount { text } } } absorbed { key label merge { into { key } reason change { kind recordedBy } } } changes { kind }")).Is(
            """
            {"survivor":{"key":"expulsion:fr-ru","headcount":{"text":"3"}},
             "absorbed":{"key":"expulsion:twin","label":"The same again","merge":{"into":{"key":"expulsion:fr-ru"},"reason":"One measure.","change":{"kind":"ENTITY_MERGED","recordedBy":"key:tests"}}},
             "changes":[{"kind":"ENTITY_MERGED"}],"errors":[]}
            """);
        (await Ask(
            """
            query($id: ID!) {
              node(id: $id) { ... on Expulsion { key } }
              entity(key: "expulsion:twin") { key absorbed { key } claims { nodes { subject { key } recordedSubject { key } } } }
              expulsions { nodes { key } totalCount }
              byKey: expulsions(filter: { keys: ["twin"] }) { nodes { key } }
              byLabel: expulsions(filter: { text: "same again" }) { nodes { key } }
              search(text: "The same again", types: [EXPULSION]) { nodes { text item { ... on Expulsion { key } } } }
              claims(filter: { subject: [$id] }) { totalCount }
            }
            """, new { id })).Is(
            """
            {"node":{"key":"expulsion:fr-ru"},
             "entity":{"key":"expulsion:fr-ru","absorbed":[{"key":"expulsion:twin"}],"claims":{"nodes":[
               {"subject":{"key":"expulsion:fr-ru"},"recordedSubject":{"key":"expulsion:twin"}},{"subject":{"key":"expulsion:fr-ru"},"recordedSubject":{"key":"expulsion:fr-ru"}},
               {"subject":{"key":"expulsion:fr-ru"},"recordedSubject":{"key":"expulsion:fr-ru"}},{"subject":{"key":"expulsion:fr-ru"},"recordedSubject":{"key":"expulsion:fr-ru"}}]}},
             "expulsions":{"nodes":[{"key":"expulsion:ru-fr"},{"key":"expulsion:fr-ru"}],"totalCount":2},
             "byKey":{"nodes":[{"key":"expulsion:fr-ru"}]},"byLabel":{"nodes":[{"key":"expulsion:fr-ru"}]},
             "search":{"nodes":[{"text":"The same again","item":{"key":"expulsion:fr-ru"}}]},
             "claims":{"totalCount":4}}
            """.Replace("""[{"key":"expulsion:ru-fr"},{"key":"expulsion:fr-ru"}]""", await Keys(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_ids_of_one_party_are_one_value()
    {
        const string party = "{ entity(key: \"expulsion:fr-ru\") { ... on Expulsion { sendingPartyFact { status value { key } supportedBy { nodes { value { ... on EntityValue { entity { key } recordedEntity { key } } } } } } } } }";
        Assert.Equal("CONTESTED", (string?)(await Ask(party))["entity"]!["sendingPartyFact"]!["status"]);
        await Merge("country:SUHH", "country:RU");
        (await Ask(party)).Is(
            """
            {"entity":{"sendingPartyFact":{"status":"UNCONTESTED","value":{"key":"country:RU"},"supportedBy":{"nodes":[
              {"value":{"entity":{"key":"country:RU"},"recordedEntity":{"key":"country:RU"}}},{"value":{"entity":{"key":"country:RU"},"recordedEntity":{"key":"country:SUHH"}}}]}}}}
            """);
        (await Ask(
            """
            { country(code: "SUHH") { code hadExpelled { totalCount } }
              relation(between: ["FR", "SUHH"]) { expulsions { nodes { key } } }
              expulsions(filter: { sendingParty: { codes: ["SUHH"] } }) { nodes { key } } }
            """)).Is(
            """
            {"country":{"code":"RU","hadExpelled":{"totalCount":1}},"relation":{"expulsions":{"nodes":[{"key":"expulsion:fr-ru"}]}},"expulsions":{"nodes":[{"key":"expulsion:fr-ru"}]}}
            """);
    }

    [Fact]
    public async Task A_merge_that_is_undone_leaves_everything_as_it_was_and_the_time_between_can_be_seen()
    {
        const string query = "{ expulsions(filter: { keys: [\"twin\", \"fr-ru\"] }, orderBy: [KEY_ASC]) { nodes { key headcount { text } headcountFact { acceptedBy { position } } absorbed { key } claims { totalCount } } } }";
        var before = await Ask(query);
        await Merge("expulsion:twin", "expulsion:fr-ru");
        // What is said of it meanwhile is said under the old id, and shown under the survivor.
        await server.AssertClaims([StoryServer.Claim("EXPULSION_COMMENTARY", new { text = new { text = "Meanwhile" } }, "expulsion:twin")]);
        var between = await Ask(query);
        var at = (string)(await Ask("{ changes(last: 1) { nodes { recordedAt } } }"))["changes"]!["nodes"]![0]!["recordedAt"]!;
        Assert.Single(between["expulsions"]!["nodes"]!.AsArray());
        (await Ask("mutation { unmergeEntities(input: { entity: \"expulsion:twin\", reason: \"Two measures.\" }) { entity { key absorbed { key } claims { totalCount } } changes { kind } " + Errors + " } }")).Is(
            """{"unmergeEntities":{"entity":{"key":"expulsion:twin","absorbed":[],"claims":{"totalCount":2}},"changes":[{"kind":"ENTITY_UNMERGED"}],"errors":[]}}""");
        var after = await Ask(query);
        after["expulsions"]!["nodes"]![1]!["claims"]!["totalCount"] = 1;
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        Assert.Equal(between.ToJsonString(), (await Ask($"query($at: DateTime!) {{ through(lens: {{ knownAt: $at }}) {query} }}", new { at }))["through"]!.ToJsonString());
    }

    [Fact]
    public async Task Chains_are_followed_and_taken_apart_in_any_order()
    {
        await Merge("expulsion:twin", "expulsion:fr-ru");
        await Merge("expulsion:fr-ru", "expulsion:ru-fr");
        const string query = "{ entity(key: \"expulsion:twin\") { key ... on Expulsion { headcount { text } sendingPartyFact { status } } absorbed { key merge { into { key } } } } }";
        (await Ask(query)).Is(
            """
            {"entity":{"key":"expulsion:ru-fr","headcount":{"text":"3"},"sendingPartyFact":{"status":"CONTESTED"},"absorbed":[
              {"key":"expulsion:twin","merge":{"into":{"key":"expulsion:fr-ru"}}},{"key":"expulsion:fr-ru","merge":{"into":{"key":"expulsion:ru-fr"}}}]}}
            """);
        await Ask("mutation { unmergeEntities(input: { entity: \"expulsion:twin\", reason: \"No.\" }) { changes { kind } } }");
        (await Ask("{ twin: entity(key: \"expulsion:twin\") { key absorbed { key } } other: entity(key: \"expulsion:fr-ru\") { key ... on Expulsion { headcount { text } } absorbed { key } } }")).Is(
            """{"twin":{"key":"expulsion:twin","absorbed":[]},"other":{"key":"expulsion:ru-fr","headcount":null,"absorbed":[{"key":"expulsion:fr-ru"}]}}""");
    }

    [Fact]
    public async Task The_changes_of_a_survivor_tell_the_whole_story()
    {
        await Merge("expulsion:twin", "expulsion:fr-ru");
        const string query = "{ entity(key: \"expulsion:fr-ru\") { changes { nodes { kind } } } }";
        Assert.Equal(["EXPULSION_REGISTERED", "EXPULSION_REGISTERED", "CLAIM_ASSERTED", "CLAIM_ASSERTED", "CLAIM_ASSERTED", "CLAIM_ASSERTED", "ENTITY_MERGED"], Kinds(await Ask(query)));
        await Ask("mutation { unmergeEntities(input: { entity: \"expulsion:twin\", reason: \"No.\" }) { changes { kind } } }");
        await Ask("mutation { judgeIdentity(input: { entity: \"expulsion:twin\", otherEntity: \"expulsion:fr-ru\", verdict: DIFFERENT, reason: \"Two days.\" }) { changes { kind } } }");
        Assert.Equal(["EXPULSION_REGISTERED", "CLAIM_ASSERTED", "CLAIM_ASSERTED", "CLAIM_ASSERTED", "ENTITY_MERGED", "ENTITY_UNMERGED", "IDENTITY_JUDGED"], Kinds(await Ask(query)));

        static IEnumerable<string?> Kinds(JsonNode data) => data["entity"]!["changes"]!["nodes"]!.AsArray().Select(n => (string?)n!["kind"]);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_with_a_code_and_a_place()
    {
        await Refused(Merge("expulsion:twin", "expulsion:nowhere"), "NotFoundError", "NOT_FOUND", "survivor");
        await Refused(Merge("expulsion:twin", "expulsion:twin"), "InvalidInputError", "SELF_REFERENCE", "survivor");
        await Refused(Merge("expulsion:twin", "country:FR"), "InvalidInputError", "OTHER_KIND", "survivor");
        await Merge("expulsion:twin", "expulsion:fr-ru");
        await Refused(Merge("expulsion:fr-ru", "expulsion:twin"), "InvalidInputError", "MERGE_CIRCLE", "survivor");
        (await Merge("expulsion:twin", "expulsion:ru-fr", select: "survivor { key } changes { kind }", errors: "errors { __typename ... on AlreadyMergedError { code message path survivor { key } } }")).Is(
            """
            {"survivor":null,"changes":[],"errors":[{"__typename":"AlreadyMergedError","code":"ALREADY_MERGED",
              "message":"It was merged into “France expels” (expulsion:fr-ru) already. Undo that merge first, or merge that one.","path":["input","entity"],"survivor":{"key":"expulsion:fr-ru"}}]}
            """);
        (await Ask("mutation { unmergeEntities(input: { entity: \"expulsion:fr-ru\", reason: \"No.\" }) { entity { key } " + Errors + " } }")).Is(
            """{"unmergeEntities":{"entity":null,"errors":[{"__typename":"NothingToChangeError","code":"NOTHING_TO_CHANGE","path":["input","entity"]}]}}""");
    }

    [Fact]
    public async Task A_merge_keeps_to_the_version_and_is_recorded_once_for_each_key()
    {
        const string document =
            """
            mutation($version: Int, $key: String) {
              mergeEntities(input: { entity: "expulsion:twin", survivor: "expulsion:fr-ru", reason: "One measure.", expectedVersion: $version, idempotencyKey: $key }) {
                absorbed { version } changes { kind position } errors { __typename }
              }
            }
            """;
        (await Ask(document, new { version = 7 }))["mergeEntities"]!["errors"].Is("""[{"__typename":"ConflictError"}]""");
        var first = await Ask(document, new { version = 1, key = "once" });
        Assert.Equal(2, (int)first["mergeEntities"]!["absorbed"]!["version"]!);
        Assert.Equal(first.ToJsonString(), (await Ask(document, new { version = 1, key = "once" })).ToJsonString());
    }

    private async Task<string> Keys() => (await Ask("{ expulsions { nodes { key } } }"))["expulsions"]!["nodes"]!.ToJsonString();

    private Task<JsonNode> Ask(string query, object? variables = null) => server.Ask(query, variables).MustBeData();

    private async Task<JsonNode> Merge(string entity, string survivor, string select = "changes { kind }", string errors = Errors) => (await Ask(
        $$"""
        mutation($entity: ID!, $survivor: ID!) { mergeEntities(input: { entity: $entity, survivor: $survivor, reason: "One measure." }) { {{select}} {{errors}} } }
        """, new { entity, survivor }))["mergeEntities"]!;

    private static async Task Refused(Task<JsonNode> payload, string type, string code, string place) =>
        (await payload).Is($$"""{"changes":[],"errors":[{"__typename":"{{type}}","code":"{{code}}","path":["input","{{place}}"]}]}""");
}
