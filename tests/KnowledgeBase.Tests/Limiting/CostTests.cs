using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>What an answer may have is known before the question runs.</summary>
public sealed class CostTests(SeededServer server) : IClassFixture<SeededServer>
{
    public static TheoryData<string, string?, string> Attacks => new()
    {
        // 100 x 100 x 100 items.
        { "{ sources(first: 100) { nodes { claims(first: 100) { nodes { source { claims(first: 100) { nodes { id } } } } } } } }", null, "Nodes" },
        { "query($n: Int!) { sources(first: $n) { nodes { claims(last: $n) { nodes { source { claims(first: $n) { nodes { id } } } } } } } }", """{"n":100}""", "Nodes" },
        { "query($n: Int = 100) { sources(first: $n) { nodes { claims(last: $n) { nodes { id } } } } }", null, "Nodes" },
        { "{ sources(first: 100) { ...P } } fragment P on SourceConnection { nodes { ...S } } fragment S on Source { claims(first: 100) { edges { node { id } } } }", null, "Nodes" },
        // 20 for each page that does not say.
        { "{ sources { nodes { claims { nodes { source { claims { nodes { source { claims { nodes { id } } } } } } } } } } }", null, "Nodes" },
        { "{ sources(first: 2147483647) { nodes { claims(first: 2147483647) { nodes { id } } } } }", null, "Nodes" },
        { "query($a: Boolean!) { sources(first: 100) { nodes { claims(first: 100) @skip(if: $a) { nodes { id } } } } }", """{"a":false}""", "Nodes" },
        { "{ sources(first: 100) { nodes { claims(first: 90) { nodes { id note stance standing { status } rank source { id title } } } } } }", null, "Cost" },
    };

    public static TheoryData<string, string?> Largest => new()
    {
        { "{ sources(first: 100) { nodes { claims(first: 99) { nodes { id } } } } }", null },
        { "query($n: Int!) { sources(first: $n) { nodes { claims(first: $n) { nodes { id } } } } }", """{"n":99}""" },
        { "query($a: Boolean!) { sources(first: 100) { nodes { claims(first: 100) @skip(if: $a) { nodes { id } } } } }", """{"a":true}""" },
        { "{ sources(first: 100) { totalCount nodes { id title claims { totalCount } } } }", null },
    };

    public static TheoryData<string> Examples { get; } =
        [.. Directory.GetFiles(Path.Combine(Contract.Folder, "operations"), "*.graphql").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_answer_that_could_be_too_large_is_refused(string query, string? variables, string limit) =>
        await server.Post(new { query, variables = variables is null ? null : JsonNode.Parse(variables) }).MustBeRefused(400, "QUERY_TOO_EXPENSIVE", limit);

    [Theory]
    [MemberData(nameof(Largest))]
    public async Task The_largest_answers_pass(string query, string? variables) =>
        await server.Post(new { query, variables = variables is null ? null : JsonNode.Parse(variables) }).MustPass();

    // Mutations too: the checks alone, since these must not change the seeds. README's questions and GraphiQL's introspection run in tests of their own.
    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_stays_within_a_third_of_the_limits(string name)
    {
        var limits = new LimitOptions();
        var folder = Path.Combine(Contract.Folder, "operations");
        var variables = Path.Combine(folder, $"{name}.variables.json");
        var inputs = File.Exists(variables) ? new GraphQLSerializer().Deserialize<Inputs>(File.ReadAllText(variables)) : null;
        var checks = new DocumentChecks(
            limits with { Nodes = limits.Nodes / 3, Cost = limits.Cost / 3, Fields = limits.Fields / 3 },
            server.Services.GetRequiredService<ISchema>());
        Assert.Null(checks.Check(GraphQLParser.Parser.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.graphql"))), null, inputs)?.Message);
    }
}
