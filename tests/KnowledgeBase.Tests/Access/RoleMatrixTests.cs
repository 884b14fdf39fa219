using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Access;

/// <summary>Every mutation of the schema, tried in every role. A new one is in it as soon as the schema has it.</summary>
public sealed partial class RoleMatrixTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Roles = ["reader", "contributor", "curator", "administrator"];

    [Fact]
    public async Task Every_mutation_is_carried_out_for_the_role_that_it_names_and_those_above_and_for_nobody_else()
    {
        var inputs = await MutationInputs.ReadAsync(server);
        Assert.True(inputs.Mutations.Count >= 20, $"Only {inputs.Mutations.Count} mutations.");
        var keys = new Dictionary<string, string?> { ["nobody"] = null };
        foreach (var role in Roles) keys[role] = await server.CreateKeyAsync($"matrix-{role}", role);

        foreach (var (name, description, document, variables) in inputs.Mutations)
        {
            var needed = Declared().Match(description) is { Success: true } match ? match.Groups["role"].Value : throw new InvalidOperationException($"{name} names no role.");
            Assert.Equal(RoleFor(name), needed);
            foreach (var (role, key) in keys)
            {
                var before = await ChangesAsync();
                var (status, code, answer) = await server.AskWith(key, document, variables);
                var expected = role == "nobody" ? (401, "UNAUTHENTICATED") : Array.IndexOf(Roles, role) < Array.IndexOf(Roles, needed) ? (403, "FORBIDDEN") : (200, (string?)null);
                Assert.True(expected == (status, code), $"{name} as {role}: {answer.ToJsonString()}");
                if (code is null) continue;
                Assert.Null(answer["data"]);
                Assert.Equal(name, (string)answer["errors"]![0]!["path"]![0]!);
                Assert.Equal(before, await ChangesAsync());
            }
        }
    }

    [Fact]
    public async Task A_request_is_not_carried_out_in_part()
    {
        var key = await server.CreateKeyAsync("part", "contributor");
        var before = await ChangesAsync();
        await server.AskWith(key, """
            mutation {
              a: registerPerson(input: { key: "part", label: "Part" }) { errors { __typename } }
              ...Rest
            }
            fragment Rest on Mutation { b: gradeSource(input: { source: "nobody", reliability: A, reason: "Good." }) { errors { __typename } } }
            """).MustBe(403, "FORBIDDEN");
        Assert.Equal(before, await ChangesAsync());
    }

    [Fact]
    public async Task A_field_that_is_left_out_takes_no_role()
    {
        var key = await server.CreateKeyAsync("left-out", "contributor");
        const string query = """
            mutation($grade: Boolean!) {
              registerPerson(input: { key: "left-out", label: "Left out" }) { errors { __typename } }
              gradeSource(input: { source: "nobody", reliability: A, reason: "Good." }) @include(if: $grade) { errors { __typename } }
            }
            """;
        await server.AskWith(key, query, new { grade = true }).MustBe(403, "FORBIDDEN");
        await server.AskWith(key, query, new { grade = false }).MustBe(200, null);
    }

    [Fact]
    public async Task With_the_older_media_type_it_is_an_answer_like_any_other()
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var content = new StringContent($$"""{"query":{{System.Text.Json.JsonSerializer.Serialize(AccessCalls.Register)}}}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/graphql", content, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("UNAUTHENTICATED", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!["extensions"]!["code"]!);
    }

    [Fact]
    public async Task What_an_erasure_would_touch_is_for_administrators()
    {
        const string query = """{ erasurePreview(entity: "person:nobody") { names } }""";
        await server.AskWith(null, query).MustBe(200, "UNAUTHENTICATED");
        foreach (var role in Roles) await server.AskWith(await server.CreateKeyAsync("preview", role), query).MustBe(200, role == "administrator" ? "NOT_FOUND" : "FORBIDDEN");
    }

    // The rule in words, so that a slip in a mutation's row is seen.
    private static string RoleFor(string mutation) => mutation switch
    {
        _ when mutation.StartsWith("erase", StringComparison.Ordinal) => "administrator",
        _ when Judging().IsMatch(mutation) => "curator",
        _ => "contributor",
    };

    private async Task<int> ChangesAsync() => (int)(await server.Ask("{ changes { totalCount } }").MustBeData())["changes"]!["totalCount"]!;

    [GeneratedRegex(@" Takes the role (?<role>[a-z]+)(?:; for what somebody else recorded, curator)?\.\z", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();

    [GeneratedRegex("^(grade|rank|judge|merge|unmerge)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Judging();
}
