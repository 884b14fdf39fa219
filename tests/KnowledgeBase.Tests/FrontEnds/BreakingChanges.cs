using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>Something that a client relied on and that is not there any more.</summary>
/// <param name="Path">Where, e.g. <c>Change.import</c>.</param>
/// <param name="Message">What happened to it.</param>
internal sealed record BreakingChange(string Path, string Message);

/// <summary>The breaking changes of a schema, and those that CHANGELOG names.</summary>
internal static partial class BreakingChanges
{
    /// <summary>The heading below <c>## Unreleased</c> under which each has a line: <c>- `Change.import`: what to do now</c>.</summary>
    public const string Heading = "### Breaking changes of the schema";

    /// <summary>What graphql-inspector says that breaks clients of the first one.</summary>
    public static async Task<IReadOnlyList<BreakingChange>> BetweenAsync(string before, string after) =>
        [.. (await FrontEndTool.ReadAsync("schema-diff.mjs", before, after)).AsArray().Select(c => new BreakingChange((string)c!["path"]!, (string)c["message"]!))];

    /// <summary>The paths that CHANGELOG names.</summary>
    public static IReadOnlyList<string> NamedIn(string changelog)
    {
        var unreleased = Section(changelog.ReplaceLineEndings("\n"), "## Unreleased", "\n## ");
        return [.. Entry().Matches(Section(unreleased, Heading, "\n### ")).Select(m => m.Groups["path"].Value)];
    }

    private static string Section(string text, string heading, string next)
    {
        var start = $"\n{text}\n".IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        if (start < 0) return "";
        var end = text.IndexOf(next, start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"^- `(?<path>[^`]+)`: \S", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
