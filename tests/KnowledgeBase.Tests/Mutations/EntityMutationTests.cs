using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Mutations;

public sealed class EntityMutationTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_country_is_registered_under_its_code()
    {
        var answer = await server.Ask(
            """
            mutation {
              registerCountry(input: { code: "FR", label: "France", clientMutationId: "one" }) {
                clientMutationId
                country { __typename code key label }
                changes { kind recordedBy entity { key } }
                errors { ... on UserError { code } }
              }
            }
            """);
        answer.Is(
            """
            {"data":{"registerCountry":{
              "clientMutationId":"one",
              "country":{"__typename":"Country","code":"FR","key":"country:FR","label":"France"},
              "changes":[{"kind":"COUNTRY_REGISTERED","recordedBy":"key:tests","entity":{"key":"country:FR"}}],
              "errors":[]}}}
            """);
    }

    [Theory]
    [InlineData("Organisation")]
    [InlineData("Person")]
    [InlineData("Episode")]
    [InlineData("Diplomat")]
    [InlineData("Expulsion")]
    public async Task An_entity_is_registered_under_a_key(string kind)
    {
        var (field, change) = (kind.ToLowerInvariant(), kind.ToUpperInvariant());
        var answer = await server.Ask(
            $$"""
            mutation($input: Register{{kind}}Input!) {
              register{{kind}}(input: $input) {
                {{field}} { __typename key label }
                changes { kind }
                errors { __typename }
              }
            }
            """, new { input = new { key = "one", label = " One " } });
        answer.Is(
            $$$"""
            {"data":{"register{{{kind}}}":{
              "{{{field}}}":{"__typename":"{{{kind}}}","key":"{{{field}}}:one","label":"One"},
              "changes":[{"kind":"{{{change}}}_REGISTERED"}],
              "errors":[]
            } } }
            """);
    }

    [Fact]
    public async Task Registering_again_records_nothing_and_answers_the_same_entity()
    {
        const string document = """mutation { registerPerson(input: { key: "again", label: "Again" }) { person { key } changes { kind } errors { __typename } } }""";
        (await server.Ask(document)).Is(
            """{"data":{"registerPerson":{"person":{"key":"person:again"},"changes":[{"kind":"PERSON_REGISTERED"}],"errors":[]}}}""");
        (await server.Ask(document)).Is("""{"data":{"registerPerson":{"person":{"key":"person:again"},"changes":[],"errors":[]}}}""");
    }

    [Fact]
    public async Task A_key_that_is_taken_is_refused_and_shows_by_what()
    {
        await server.Ask("""mutation { registerPerson(input: { key: "taken", label: "First" }) { person { key } } }""").MustBeData();
        var answer = await server.Ask(
            """
            mutation {
              registerPerson(input: { key: "taken", label: "Second", clientMutationId: "x" }) {
                clientMutationId person { key } changes { kind }
                errors {
                  __typename
                  ... on UserError { code message path }
                  ... on AlreadyRegisteredError { existing { ... on Person { key label } } }
                }
              }
            }
            """);
        answer.Is(
            """
            {"data":{"registerPerson":{"clientMutationId":"x","person":null,"changes":[],"errors":[{
              "__typename":"AlreadyRegisteredError","code":"ALREADY_REGISTERED",
              "message":"Registered already, as “First”. Relabel it to change its label.","path":["input","label"],
              "existing":{"key":"person:taken","label":"First"}}]}}}
            """);
    }

    [Fact]
    public async Task An_entity_is_relabelled_at_the_version_that_was_expected()
    {
        await server.Ask("""mutation { registerEpisode(input: { key: "wave", label: "Wave" }) { episode { id } } }""").MustBeData();
        const string document =
            """
            mutation($label: String!) {
              relabelEntity(input: { entity: "episode:wave", label: $label, reason: "Clearer.", expectedVersion: 1 }) {
                entity { key label } changes { kind } errors { __typename ... on UserError { code message path } }
              }
            }
            """;
        (await server.Ask(document, new { label = "The wave of 1971" })).Is(
            """
            {"data":{"relabelEntity":{"entity":{"key":"episode:wave","label":"The wave of 1971"},"changes":[{"kind":"ENTITY_RELABELLED"}],"errors":[]}}}
            """);
        (await server.Ask(document, new { label = "Too late" })).Is(
            """
            {"data":{"relabelEntity":{"entity":null,"changes":[],"errors":[{"__typename":"ConflictError","code":"CONFLICT",
              "message":"It is at version 2, not 1: somebody changed it since.","path":["input","expectedVersion"]}]}}}
            """);
    }

    [Fact]
    public async Task Mutations_in_one_document_are_carried_out_one_by_one_and_each_shows_its_own_effect()
    {
        var answer = await server.Ask(
            """
            mutation {
              first: registerPerson(input: { key: "serial", label: "One" }) { person { label } }
              second: relabelEntity(input: { entity: "person:serial", label: "Two" }) { entity { label } }
              third: relabelEntity(input: { entity: "person:serial", label: "Three" }) { entity { label } }
            }
            """);
        answer.Is("""{"data":{"first":{"person":{"label":"One"}},"second":{"entity":{"label":"Two"}},"third":{"entity":{"label":"Three"}}}}""");
    }
}
