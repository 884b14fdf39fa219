using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Mutations;

/// <summary>Bad input is a coded error that names the place, and records nothing.</summary>
public sealed class BadInputTests(StoryServer server) : IClassFixture<StoryServer>
{
    private const string Claim = """{ subject: "expulsion:fr-ru", property: EXPULSION_HEADCOUNT, stance: ASSERTS, source: "site", value: { headcount: { text: "3" } } }""";

    public static TheoryData<string, string, string, string> Mistakes { get; } = new()
    {
        { "registerCountry(input: { code: \"XX\", label: \"Nowhere\" })", "InvalidInputError", "UNKNOWN_COUNTRY_CODE", "code" },
        { "registerPerson(input: { key: \"Not A Key\", label: \"x\" })", "InvalidInputError", "MALFORMED", "key" },
        { "registerPerson(input: { key: \"k\", label: \"  \" })", "InvalidInputError", "EMPTY", "label" },
        { "registerPerson(input: { key: \"k\", label: \"a\\u0000b\" })", "InvalidInputError", "MALFORMED", "label" },
        { "registerPerson(input: { key: \"k\", label: \"x\", idempotencyKey: \"\" })", "InvalidInputError", "EMPTY", "idempotencyKey" },
        { "relabelEntity(input: { entity: \"person:nobody\", label: \"x\" })", "NotFoundError", "NOT_FOUND", "entity" },
        { "relabelEntity(input: { entity: \"nonsense\", label: \"x\" })", "InvalidInputError", "INVALID_ID", "entity" },
        { "relabelEntity(input: { entity: 12, label: \"x\" })", "InvalidInputError", "INVALID_ID", "entity" },
        { "relabelEntity(input: { entity: \"country:FR\", label: \"x\", expectedVersion: 7 })", "ConflictError", "CONFLICT", "expectedVersion" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", publishedOn: \"2021-02-30\" })", "InvalidInputError", "DATE_IMPOSSIBLE", "publishedOn" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", publishedOn: \"2021-13\" })", "InvalidInputError", "DATE_IMPOSSIBLE", "publishedOn" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", publishedOn: \"last week\" })", "InvalidInputError", "DATE_MALFORMED", "publishedOn" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", publishedOn: \"2022/2021\" })", "InvalidInputError", "DATE_REVERSED", "publishedOn" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", url: \"ftp://a\" })", "InvalidInputError", "URL_MALFORMED", "url" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", publisher: \"unknown\" })", "NotFoundError", "NOT_FOUND", "publisher" },
        { "registerSource(input: { key: \"new\", kind: BOOK, title: \"x\", language: \"f\" })", "InvalidInputError", "MALFORMED", "language" },
        { "registerSource(input: { kind: BOOK, title: \"x\" })", "InvalidInputError", "EMPTY", "key" },
        { "citeSource(input: { source: \"site\", citedSource: \"site\", manner: QUOTES })", "InvalidInputError", "SELF_REFERENCE", "citedSource" },
        { "citeSource(input: { source: \"site\", citedSource: \"unknown\", manner: QUOTES })", "NotFoundError", "NOT_FOUND", "citedSource" },
        { "citeSource(input: { source: \"unknown\", citedSource: \"site\", manner: QUOTES })", "NotFoundError", "NOT_FOUND", "source" },
        { "judgeIndependence(input: { source: \"site\", otherSource: \"site\", verdict: DEPENDENT, reason: \"x\" })", "InvalidInputError", "SELF_REFERENCE", "otherSource" },
        { "gradeSource(input: { source: \"site\", reliability: A, reason: \"\" })", "InvalidInputError", "EMPTY", "reason" },
        { "gradeClaim(input: { claim: \"Q2xhaW06MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA\", credibility: DOUBTFUL, reason: \"x\" })", "NotFoundError", "NOT_FOUND", "claim" },
        { "gradeClaim(input: { claim: \"U291cmNlOjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\", credibility: DOUBTFUL, reason: \"x\" })", "InvalidInputError", "INVALID_ID", "claim" },
        // What is not there was not changed since.
        { "gradeClaim(input: { claim: \"Q2xhaW06MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA\", credibility: DOUBTFUL, reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "claim" },
        { "rankClaim(input: { claim: \"Q2xhaW06MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA\", rank: PREFERRED, reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "claim" },
        { "retractClaim(input: { claim: \"Q2xhaW06MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA\", reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "claim" },
        { "withdrawClaim(input: { claim: \"Q2xhaW06MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA\", reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "claim" },
        { "relabelEntity(input: { entity: \"person:nobody\", label: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "entity" },
        { "describeSource(input: { source: \"unknown\", kind: BOOK, title: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "source" },
        { "citeSource(input: { source: \"unknown\", citedSource: \"site\", manner: QUOTES, expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "source" },
        { "removeCitation(input: { source: \"unknown\", citedSource: \"site\", reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "source" },
        { "gradeSource(input: { source: \"unknown\", reliability: A, reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "source" },
        { "retractSource(input: { source: \"unknown\", reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "source" },
        { "snapshotSource(input: { source: \"unknown\", mediaType: \"text/plain\", text: \"x\", takenAt: \"2021-03-01T00:00:00Z\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "source" },
        { "judgeIndependence(input: { source: \"site\", otherSource: \"unknown\", verdict: DEPENDENT, reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "otherSource" },
        { "judgeIdentity(input: { entity: \"expulsion:fr-ru\", otherEntity: \"expulsion:unknown\", verdict: SAME, reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "otherEntity" },
        { "mergeEntities(input: { entity: \"expulsion:unknown\", survivor: \"expulsion:fr-ru\", reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "entity" },
        { "unmergeEntities(input: { entity: \"expulsion:unknown\", reason: \"x\", expectedVersion: 1 })", "NotFoundError", "NOT_FOUND", "entity" },
        { "judgeIndependence(input: { source: \"site\", otherSource: \"paper\", verdict: DEPENDENT, reason: \"x\", expectedVersion: 7 })", "ConflictError", "CONFLICT", "expectedVersion" },
        { "assertClaims(input: { claims: [] })", "InvalidInputError", "COUNT", "claims" },
        { Asserting("value: { date: \"2021\" }"), "InvalidInputError", "VALUE_KIND_MISMATCH", "claims.1.value" },
        { Asserting("value: { headcount: { text: \"lots, honestly\" } }"), "InvalidInputError", "HEADCOUNT_MALFORMED", "claims.1.value.headcount.text" },
        { Asserting("value: { headcount: { text: \"3 persons\\u0000\" } }"), "InvalidInputError", "MALFORMED", "claims.1.value.headcount.text" },
        { Asserting("value: { headcount: { min: 5, max: 3 } }"), "InvalidInputError", "HEADCOUNT_MALFORMED", "claims.1.value.headcount.max" },
        { Asserting("value: { headcount: {} }"), "InvalidInputError", "HEADCOUNT_MALFORMED", "claims.1.value.headcount" },
        { Asserting("stance: ASSERTS"), "InvalidInputError", "VALUE_REQUIRED", "claims.1.value" },
        { Asserting("stance: DENIES, quotation: { text: \" \" }"), "InvalidInputError", "EMPTY", "claims.1.quotation.text" },
        { Asserting("stance: DENIES, statedOn: \"2021-02-30\""), "InvalidInputError", "DATE_IMPOSSIBLE", "claims.1.statedOn" },
        { Asserting("stance: DENIES, attributedTo: [\"paper\", \"unknown\"]"), "NotFoundError", "NOT_FOUND", "claims.1.attributedTo.1" },
        { Asserting("stance: DENIES, attributedTo: [\"paper\"], attributionChains: [[\"informants\", \"unknown\"]]"), "NotFoundError", "NOT_FOUND", "claims.1.attributionChains.0.1" },
        { Asserting("stance: DENIES, subject: \"expulsion:unknown\""), "NotFoundError", "NOT_FOUND", "claims.1.subject" },
        { Asserting("stance: DENIES, source: \"unknown\""), "NotFoundError", "NOT_FOUND", "claims.1.source" },
        { Asserting("stance: DENIES, property: EPISODE_CAUSE"), "InvalidInputError", "PROPERTY_NOT_OF_SUBJECT", "claims.1.property" },
        { Asserting("property: EXPULSION_MEASURE, value: { term: \"BANISHED\" }"), "InvalidInputError", "VALUE_KIND_MISMATCH", "claims.1.value.term" },
        { Asserting("property: EXPULSION_SENDING_PARTY, value: { entity: \"episode:affair\" }"), "InvalidInputError", "VALUE_KIND_MISMATCH", "claims.1.value.entity" },
        { Asserting("property: EXPULSION_IN_RESPONSE_TO, value: { entity: \"expulsion:fr-ru\" }"), "InvalidInputError", "SELF_REFERENCE", "claims.1.value.entity" },
        { Asserting("subject: \"country:FR\", property: COUNTRY_NAME, value: { text: { text: \"France\" } }"), "InvalidInputError", "VALUE_REQUIRED", "claims.1.value.text.language" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_refused_with_its_code_and_place_and_records_nothing(string mutation, string type, string code, string path)
    {
        var before = await Events();
        var answer = await server.Ask($$"""mutation { {{mutation}} { changes { kind } errors { __typename ... on UserError { code message path } } } }""").MustBeData();
        var payload = answer.AsObject().Single().Value!;
        var error = Assert.Single(payload["errors"]!.AsArray())!;
        Assert.NotEmpty(error["message"]!.ToString());
        Assert.Equal((type, code, $"input.{path}"), (error["__typename"]!.ToString(), error["code"]!.ToString(), string.Join('.', error["path"]!.AsArray().Select(p => p!.ToString()))));
        Assert.Empty(payload["changes"]!.AsArray());
        Assert.Equal(before, await Events());
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var answer = await server.Ask(
            """
            mutation {
              registerSource(input: { key: "x", kind: BOOK, title: "", url: "nowhere", publishedOn: "2021-13", publisher: "??" }) { errors { ... on UserError { code path } } }
            }
            """).MustBeData();
        answer["registerSource"]!["errors"].Is(
            """
            [{"code":"URL_MALFORMED","path":["input","url"]},{"code":"INVALID_ID","path":["input","publisher"]},{"code":"DATE_IMPOSSIBLE","path":["input","publishedOn"]}]
            """);
    }

    [Fact]
    public async Task Too_many_claims_are_refused()
    {
        var claims = Enumerable.Range(0, 251).Select(i => new
        {
            subject = "expulsion:fr-ru",
            property = "EXPULSION_COMMENTARY",
            stance = "ASSERTS",
            source = "site",
            value = new { text = new { text = $"{i}" } },
        }).ToArray();
        (await server.AssertClaims([]))["errors"].Is(
            """[{"__typename":"InvalidInputError","code":"COUNT","message":"1 to 250 claims at once, not 0.","path":["input","claims"]}]""");
        (await server.Ask("mutation($input: AssertClaimsInput!) { assertClaims(input: $input) { errors { __typename } } }", new { input = new { claims } })).Is(
            """{"errors":[{"message":"A list has more than 250 items.","locations":[{"line":1,"column":1}],"extensions":{"code":"TOO_MANY_ITEMS","limit":"ListItems","most":250}}]}""");
        var recorded = await server.AssertClaims([.. claims.Take(250)]);
        Assert.Equal(250, recorded["changes"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("mutation { registerPerson(input: { key: \"x\" }) { errors { __typename } } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("mutation { gradeSource(input: { source: \"site\", reliability: G, reason: \"x\" }) { errors { __typename } } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("mutation($i: RegisterPersonInput!) { registerPerson(input: $i) { errors { __typename } } }", "BAD_USER_INPUT")]
    [InlineData("mutation { assertClaims(input: { claims: [{ subject: \"a\", property: EXPULSION_HEADCOUNT, stance: ASSERTS, source: \"b\", value: { number: 1, term: \"A\" } }] }) { errors { __typename } } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{ claims(first: 5, after: \"nonsense\") { totalCount } }", "INVALID_CURSOR")]
    [InlineData("{ node(id: \"nonsense\") { id } }", "INVALID_ID")]
    public async Task What_the_schema_refuses_has_a_code_and_records_nothing(string document, string code)
    {
        var before = await Events();
        var answer = await server.Ask(document);
        Assert.All(answer["errors"]!.AsArray(), e => Assert.Equal(code, e!["extensions"]!["code"]!.ToString()));
        Assert.Equal(before, await Events());
    }

    private static string Asserting(string fields)
    {
        // What the mistake does not name itself is taken from a right claim.
        var defaults = new (string Name, string Value)[] { ("subject", "\"expulsion:fr-ru\""), ("property", "EXPULSION_HEADCOUNT"), ("stance", "ASSERTS"), ("source", "\"site\"") };
        var missing = defaults.Where(d => !fields.Contains($"{d.Name}:", StringComparison.Ordinal)).Select(d => $"{d.Name}: {d.Value}");
        return $$"""assertClaims(input: { claims: [{{Claim}}, { {{string.Join(", ", [.. missing, fields])}} }] })""";
    }

    private async Task<long> Events()
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select count(*) from log.mt_events");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
