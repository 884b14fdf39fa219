using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>An error as the TypeScript compiler writes it, <c>app/misuse.ts(10,35): error TS2345: …</c>.</summary>
internal static partial class TypeScriptError
{
    /// <summary><c>misuse.ts(10): TS2345</c>; null when the line is none.</summary>
    public static string? Parse(string line) => Error().Match(line) is { Success: true } match ? $"{Path.GetFileName(match.Groups["file"].Value)}({match.Groups["line"].Value}): {match.Groups["code"].Value}" : null;

    /// <summary>The errors that a file says it has, at the ends of its lines.</summary>
    public static IEnumerable<string> Announced(string file) => File.ReadAllLines(file)
        .Select((text, i) => Comment().Match(text) is { Success: true } match ? $"{Path.GetFileName(file)}({i + 1}): {match.Groups["code"].Value}" : null).OfType<string>();

    [GeneratedRegex(@"^(?<file>[^(\s]+)\((?<line>\d+),\d+\): error (?<code>TS\d+):")]
    private static partial Regex Error();

    [GeneratedRegex(@"// (?<code>TS\d+): ")]
    private static partial Regex Comment();
}
