using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Contracts;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>The schema and the example operations keep the rules of graphql-eslint (eslint.config.js).</summary>
public sealed class SchemaLintTests
{
    private static readonly string Schema = Path.Combine(Contract.Folder, "knowledgebase.graphql");
    private static readonly string Operations = Path.Combine(Contract.Folder, "operations");

    [Fact]
    public async Task The_schema_keeps_the_rules() => Assert.Empty(await FindingsAsync(1, Schema));

    [Fact]
    public async Task The_example_operations_keep_the_rules() =>
        Assert.Empty(await FindingsAsync(Directory.GetFiles(Operations, "*.graphql").Length, Schema, Operations));

    [Fact]
    public async Task A_schema_that_breaks_the_rules_is_found_out()
    {
        var broken = Path.Combine(FrontEndTool.Emptied("built-badly"), "schema.graphql");
        await File.WriteAllTextAsync(broken, """
            "Root."
            type Query {
              bad_name: [ThingConnection!]!
              "Things."
              things: ThingConnection @deprecated
            }

            "Things."
            type ThingConnection {
              "Things."
              edges: [Query!]
            }

            "Where."
            type PageInfo {
              "More?"
              hasNextPage: Boolean
            }

            "Nobody asks for it."
            type Lost {
              "Id."
              id: ID!
            }
            """, TestContext.Current.CancellationToken);
        var rules = (await FindingsAsync(1, broken)).Select(f => f[(f.LastIndexOf('/') + 1)..]).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "naming-convention", "no-unreachable-types", "relay-arguments", "relay-connection-types", "relay-edge-types", "relay-page-info", "require-deprecation-reason", "require-description" },
            rules);
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(int files, params string[] paths)
    {
        var result = await FrontEndTool.ReadAsync("lint.mjs", paths);
        Assert.Equal(files, (int)result["files"]!);
        Assert.True((int)result["rules"]! > 20, "Hardly a rule looked.");
        return [.. result["findings"]!.AsArray().Select(Line)];
    }

    private static string Line(JsonNode? finding) => $"{finding!["file"]}:{finding["line"]} {finding["message"]} {finding["rule"]}";
}
