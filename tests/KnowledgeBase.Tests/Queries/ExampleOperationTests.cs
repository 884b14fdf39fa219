using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Every example runs, finds something in the seeds, and takes no more SQL statements than it used to.</summary>
public sealed class ExampleOperationTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static readonly Dictionary<string, int> MostStatements = new()
    {
        ["00-hello"] = 0,
        ["01-seed-question"] = 7,
        ["02-country"] = 8,
        ["03-contested-figures"] = 6,
        ["04-only-unattributed"] = 5,
        ["05-relation"] = 7,
        ["06-statistics"] = 2,
        ["07-source"] = 10,
        ["08-search"] = 5,
        ["09-changes"] = 4,
        ["10-expulsions-page"] = 4,
        ["11-episode"] = 10,
        ["12-secret"] = 3,
        ["13-contested-total"] = 12,
        ["15-without-a-newspaper"] = 13,
        ["16-as-we-knew-it"] = 11,
        ["17-story"] = 13,
        ["18-country-page"] = 6,
    };

    public static TheoryData<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.graphql")
        // Mutations have tests of their own: nothing here may change the seeds.
        .Where(f => !File.ReadAllText(f).Contains("\nmutation ", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Contract.Folder, "operations");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_answers_within_its_statements(string name)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.graphql"), TestContext.Current.CancellationToken);
        var variables = Path.Combine(Folder, $"{name}.variables.json");
        var values = File.Exists(variables) ? JsonNode.Parse(await File.ReadAllTextAsync(variables, TestContext.Current.CancellationToken)) : null;
        // What a lens changes is worked out when it is first used; what every use costs is counted.
        if (document.Contains("through(", StringComparison.Ordinal)) await server.Ask(document, values);
        var (answer, statements) = await server.CountAsync(document, values);
        Assert.True(answer["errors"] is null, answer["errors"]?.ToJsonString());
        Assert.All(answer["data"]!.AsObject(), field => Assert.False(IsEmpty(field.Value), $"{field.Key} is empty"));
        Assert.True(MostStatements.TryGetValue(name, out var most), $"{name} took {statements.Count} statements; add it to the table.");
        Assert.Equal(most > 0, statements.Count > 0);
        // And one for what the database shows, by which rows are kept.
        Assert.True(statements.Count <= most + 1, $"{statements.Count} statements instead of {most}:\n{string.Join("\n\n", statements)}");
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject fields when fields["nodes"] is JsonArray nodes => nodes.Count == 0,
        JsonArray items => items.Count == 0,
        _ => false,
    };
}
