using System.Text.Json.Nodes;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Mutations;

public sealed class IdempotencyTests(StoryServer server) : IClassFixture<StoryServer>
{
    [Fact]
    public async Task The_same_key_twenty_times_at_once_has_one_effect_and_equal_answers()
    {
        var before = await Events();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grade("parallel", "A")));
        Assert.Equal(before + 1, await Events());
        Assert.Single(answers.Select(a => a.ToJsonString()).Distinct());
        Assert.Single(answers[0]["gradeSource"]!["changes"]!.AsArray());
        Assert.Empty(answers[0]["gradeSource"]!["errors"]!.AsArray());
    }

    [Fact]
    public async Task A_key_that_comes_back_changes_nothing_even_when_the_world_has_moved_on()
    {
        var first = await Grade("old", "B");
        await Grade("newer", "C");
        var replayed = await Grade("old", "B");
        Assert.Equal(first["gradeSource"]!["changes"]!.ToJsonString(), replayed["gradeSource"]!["changes"]!.ToJsonString());
        Assert.Equal("C", replayed["gradeSource"]!["source"]!["reliability"]!["grade"]!.ToString());
    }

    [Fact]
    public async Task The_same_key_with_another_input_is_refused()
    {
        await Grade("reused", "D");
        (await Grade("reused", "E"))["gradeSource"].Is(
            """
            {"source":null,"changes":[],"errors":[{"__typename":"IdempotencyConflictError","code":"IDEMPOTENCY_CONFLICT",
              "message":"This idempotency key was used with another input.","path":["input","idempotencyKey"]}]}
            """);
    }

    [Fact]
    public async Task The_same_input_in_another_order_or_with_nulls_or_another_client_id_is_the_same()
    {
        const string fields = "{ changes { id } errors { __typename } }";
        var answers = await Task.WhenAll(
            server.Ask($$"""mutation { gradeSource(input: { source: "paper", reliability: A, reason: "x", idempotencyKey: "canonical" }) {{fields}} }""").MustBeData(),
            server.Ask($$"""mutation { gradeSource(input: { idempotencyKey: "canonical", reason: "x", source: "paper", reliability: A, expectedVersion: null }) {{fields}} }""").MustBeData(),
            server.Ask($$"""mutation($c: String, $r: ReliabilityGrade!) { gradeSource(input: { source: "paper", reliability: $r, reason: "x", idempotencyKey: "canonical", clientMutationId: $c }) {{fields}} }""", new { c = "2", r = "A" }).MustBeData());
        Assert.Single(answers.Select(a => a.ToJsonString()).Distinct());
        Assert.Empty(answers[0]["gradeSource"]!["errors"]!.AsArray());
    }

    [Fact]
    public async Task A_key_belongs_to_who_uses_it()
    {
        await Grade("mine", "B");
        var command = new Domain.Sources.RetractSource(Domain.Ids.Identifiers.Source("informants"), "Somebody else's request.", null);
        var other = await server.Recorder.RecordAsync(new Author("somebody else"), [new(command)], new("mine", "another fingerprint"), TestContext.Current.CancellationToken);
        Assert.False(other.IsRefused);
        Assert.Single(other.Changes);
    }

    [Fact]
    public async Task A_refused_request_does_not_use_its_key_up()
    {
        const string document =
            """
            mutation { relabelEntity(input: { entity: "person:late", label: "Now there", idempotencyKey: "early" }) { entity { label } errors { ... on UserError { code } } } }
            """;
        (await server.Ask(document)).Is("""{"data":{"relabelEntity":{"entity":null,"errors":[{"code":"NOT_FOUND"}]}}}""");
        await server.Ask("""mutation { registerPerson(input: { key: "late", label: "Late" }) { person { id } } }""").MustBeData();
        (await server.Ask(document)).Is("""{"data":{"relabelEntity":{"entity":{"label":"Now there"},"errors":[]}}}""");
    }

    private Task<JsonNode> Grade(string key, string grade) => server.Ask(
        """
        mutation($key: String!, $grade: ReliabilityGrade!) {
          gradeSource(input: { source: "site", reliability: $grade, reason: "Read it.", idempotencyKey: $key }) {
            source { reliability { grade } } changes { id kind } errors { __typename ... on UserError { code message path } }
          }
        }
        """, new { key, grade }).MustBeData();

    private async Task<long> Events()
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select count(*) from log.mt_events where type = 'source_reliability_graded.v1' and data ->> 'grade' = 'A' and data ->> 'reason' = 'Read it.'");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
