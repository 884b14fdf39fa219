using System.Xml.Linq;
using KnowledgeBase.Tests.Contracts;

namespace KnowledgeBase.Tests;

/// <summary>Arrows point one way.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["KnowledgeBase.Domain"] = [],
        ["KnowledgeBase.Store"] = ["KnowledgeBase.Domain"],
        ["KnowledgeBase.GraphQL"] = ["KnowledgeBase.Domain", "KnowledgeBase.Store"],
        ["KnowledgeBase.Exchange"] = ["KnowledgeBase.Domain", "KnowledgeBase.Store"],
        ["KnowledgeBase.Postgres"] = [],
        ["KnowledgeBase.Explorer"] = [],
    };

    private static string Source { get; } = Path.Combine(Contract.Folder, "..", "src");

    [Fact]
    public void Projects_refer_only_to_what_stands_below_them()
    {
        foreach (var (project, allowed) in Allowed) Assert.Empty(Included(project, "ProjectReference").Except(allowed));
        Assert.Equal(Allowed.Keys.Append("KnowledgeBase.Server").Order(StringComparer.Ordinal),
            Directory.GetDirectories(Source).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_needs_nothing_but_the_base_class_library() => Assert.Empty(Included("KnowledgeBase.Domain", "PackageReference"));

    [Theory]
    [InlineData("KnowledgeBase.GraphQL", "using Marten")]
    [InlineData("KnowledgeBase.GraphQL", "using Npgsql")]
    [InlineData("KnowledgeBase.Store", "using GraphQL")]
    [InlineData("KnowledgeBase.Exchange", "using Marten")]
    public void Layers_do_not_see_through_one_another(string project, string unwanted) => Assert.DoesNotContain(
        Directory.GetFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        f => File.ReadLines(f).Any(l => l.StartsWith(unwanted, StringComparison.Ordinal)));

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Load(Path.Combine(Source, project, $"{project}.csproj")).Descendants(item)
            .Select(e => Path.GetFileNameWithoutExtension(((string)e.Attribute("Include")!).Replace('\\', '/')));
}
