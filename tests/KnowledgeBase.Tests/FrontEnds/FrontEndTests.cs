using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Limiting;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>What graphql-codegen and relay-compiler make of the schema compiles under strict rules, is typed, and works on the server.</summary>
public sealed class FrontEndTests(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task Codegen_makes_types_of_every_example_operation()
    {
        var types = await File.ReadAllTextAsync(Path.Combine(FrontEndTool.Folder, "generated", "codegen", "graphql.ts"), TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"[:<|(] *any\b", types);
        var files = Directory.GetFiles(Path.Combine(Contract.Folder, "operations"), "*.graphql");
        var listed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(FrontEndTool.Folder, "generated", "codegen", "persisted-documents.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(files.Length, listed.AsObject().Count);
    }

    [Fact]
    public async Task An_app_with_generated_types_compiles_and_is_answered_by_the_hash_of_its_documents()
    {
        Assert.Empty(await FrontEndTool.CompileAsync("tsconfig.json"));

        var result = await FrontEndTool.ReadAsync("use.mjs", server.Endpoint);

        Assert.Equal(305, result["keys"]!.AsArray().Select(k => (string)k!).Distinct().Count());
        Assert.All(result["lines"]!.AsArray(), line => Assert.Matches(@"^(undated|[0-9/.~?-]+) \| .+ \| [A-Z_]+ \| \d+( \| .+)?$", (string)line!));
        Assert.NotEmpty(result["lines"]!.AsArray());
        Assert.NotEmpty(result["found"]!.AsArray());
    }

    [Fact]
    public async Task Every_mistake_in_an_app_is_found_by_the_compiler_and_nothing_else_is()
    {
        var announced = TypeScriptError.Announced(Path.Combine(FrontEndTool.Folder, "app", "misuse.ts")).ToList();
        Assert.True(announced.Count >= 10);
        Assert.Equal(announced, await FrontEndTool.CompileAsync("tsconfig.misuse.json"));
    }

    [Fact]
    public async Task Relay_compiles_paginated_fragments_and_pages_with_them_to_the_end_with_and_without_a_lens()
    {
        var fragment = await File.ReadAllTextAsync(Path.Combine(FrontEndTool.Folder, "generated", "relay", "CountryExpulsions_country.graphql.ts"), TestContext.Current.CancellationToken);
        // That the rest of the list is found by the id of what has it.
        Assert.Contains("\"identifierField\": \"id\"", fragment, StringComparison.Ordinal);
        Assert.Contains("\"direction\": \"forward\"", fragment, StringComparison.Ordinal);
        Assert.Contains("readonly headcount: {", fragment, StringComparison.Ordinal);
        Assert.Empty(await FrontEndTool.CompileAsync("tsconfig.relay.json"));
        await File.WriteAllTextAsync(Path.Combine(FrontEndTool.Folder, "built", "relay", "package.json"), """{ "type": "commonjs" }""", TestContext.Current.CancellationToken);

        var result = await FrontEndTool.ReadAsync("relay.cjs", server.Endpoint);

        Assert.NotEqual((string)result["now"]!["id"]!, (string)result["seen"]!["id"]!);
        foreach (var seen in new[] { result["now"]!, result["seen"]! })
        {
            var total = (int)seen["totalCount"]!;
            Assert.True((int)seen["requests"]! >= 2, "Fewer than three pages prove little.");
            Assert.Equal(total, seen["keys"]!.AsArray().Select(k => (string)k!).Distinct().Count());
            Assert.Equal(total, seen["keys"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task What_no_app_listed_is_not_carried_out() =>
        await server.Post(new { query = "{ persons { totalCount } }" }).MustBeRefused(403, "UNTRUSTED_DOCUMENT");
}
