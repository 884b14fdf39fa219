using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Contracts;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>Nothing that clients of the last release rely on goes without a line in CHANGELOG.</summary>
public sealed partial class SchemaChangeTests
{
    private static readonly string Baseline = Path.Combine(Contract.Folder, "baseline.graphql");
    private static readonly string Now = Path.Combine(Contract.Folder, "knowledgebase.graphql");
    private static readonly string Changelog = File.ReadAllText(Path.Combine(Contract.Folder, "..", "CHANGELOG.md"));

    [Fact]
    public async Task CHANGELOG_names_what_breaks_clients_of_the_last_release_and_nothing_else()
    {
        var breaking = await BreakingChanges.BetweenAsync(Baseline, Now);
        var named = BreakingChanges.NamedIn(Changelog);
        Assert.DoesNotContain(breaking, c => !named.Contains(c.Path));
        Assert.Empty(named.Except(breaking.Select(c => c.Path)));
    }

    [Theory]
    [InlineData("A field is gone", "  \"Who recorded it.\"\n  recordedBy: String!\n", "", "Change.recordedBy")]
    [InlineData("A field may be null", "  recordedBy: String!\n", "  recordedBy: String\n", "Change.recordedBy")]
    [InlineData("A field has another type", "  position: Long!\n", "  position: Int!\n", "Change.position")]
    [InlineData("An argument must be given", "    \"Its id.\"\n    id: ID!): Node\n", "    \"Its id.\"\n    id: ID!, why: String!): Node\n", "Query.node.why")]
    [InlineData("A value is gone", "  \"A curator ranked a claim.\"\n  CLAIM_RANKED\n", "", "ChangeKind.CLAIM_RANKED")]
    [InlineData("An input must be given", "  idempotencyKey: String\n", "  idempotencyKey: String!\n", "AssertClaimsInput.idempotencyKey")]
    public async Task A_change_that_breaks_clients_is_found(string what, string old, string replacement, string path)
    {
        var schema = (await File.ReadAllTextAsync(Now, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        Assert.True(schema.Contains(old, StringComparison.Ordinal), $"{what}: the schema has no {old}");
        var folder = Directory.CreateTempSubdirectory("knowledgebase-schema-");
        var file = Path.Combine(folder.FullName, "schema.graphql");
        await File.WriteAllTextAsync(file, schema.Replace(old, replacement, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var found = await BreakingChanges.BetweenAsync(Now, file);
        folder.Delete(recursive: true);
        Assert.Contains(path, found.Select(c => c.Path));
    }

    [Theory]
    [InlineData("## Unreleased\n\n### Breaking changes of the schema\n- `A.b`: ask for c.\n- `D`: gone.\n\n### Added\n- `E`: new.\n", "A.b D")]
    [InlineData("## Unreleased\n\n### Changed\n- `A.b`: another heading.\n", "")]
    [InlineData("## Unreleased\n\n## 1.0.0\n\n### Breaking changes of the schema\n- `A.b`: in a release.\n", "")]
    [InlineData("## Unreleased\n\n### Breaking changes of the schema\n- `A.b`:\n- something of `C.d`: not by its path.\n", "")]
    public void Only_a_line_of_its_own_under_the_heading_names_a_change(string changelog, string named) =>
        Assert.Equal(named, string.Join(' ', BreakingChanges.NamedIn("# Changelog\n\n" + changelog)));

    [Fact]
    public void The_baseline_is_that_of_the_last_release() =>
        Assert.Equal(
            $"# Release: {(Release().Match(Changelog) is { Success: true } last ? last.Groups["version"].Value : "none")}",
            File.ReadLines(Baseline).First());

    [GeneratedRegex(@"^## \[?(?<version>\d+\.\d+\.\d+[^\]\s]*)", RegexOptions.Multiline)]
    private static partial Regex Release();
}
