using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Contracts;

namespace KnowledgeBase.Tests.Errors;

/// <summary>What every error owes to whoever reads it: a known code, a place, and a sentence that tells nothing of the server's inside.</summary>
internal static partial class ErrorRules
{
    private static readonly HashSet<string> Known = [.. Code().Matches(File.ReadAllText(Path.Combine(Contract.Folder, "..", "docs", "errors.md"))).Select(m => m.Groups[1].Value)];

    // About a request as a whole, before there is a document in which something could have a place.
    private static readonly HashSet<string> Placeless = ["BAD_REQUEST", "MALFORMED_JSON", "REQUEST_TOO_LARGE", "DOCUMENT_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

    /// <summary>What is wrong with a top-level error; null when nothing is.</summary>
    public static string? Broken(JsonNode error)
    {
        var code = (string?)error["extensions"]?["code"];
        if (code is null || !Known.Contains(code)) return $"has the unknown code {code}";
        if (code == "INTERNAL") return "is a failure of the server";
        if (error["path"] is null && error["locations"] is null && !Placeless.Contains(code)) return "has no place";
        return BrokenSentence((string?)error["message"]);
    }

    /// <summary>The same of an error in a payload.</summary>
    public static string? BrokenUserError(JsonNode error)
    {
        if (!Known.Contains((string?)error["code"] ?? "")) return "has an unknown code";
        if (error["path"]!.AsArray().Count == 0) return "has no place";
        return BrokenSentence((string?)error["message"]);
    }

    private static string? BrokenSentence(string? message) => message switch
    {
        null or "" => "says nothing",
        { Length: > 600 } => "says too much",
        _ when !Sentence().IsMatch(message) => "is no sentence",
        _ when Inside().IsMatch(message) => "tells of the server's inside",
        _ => null,
    };

    [GeneratedRegex(@"^\| `([A-Z_0-9]+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    // From a capital, a figure or a quotation to a full stop.
    [GeneratedRegex(@"^['""`“$(\p{Lu}0-9].* .*[.!?]['"")\]]*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    // Stack traces, names of types of .NET, of libraries and of ours, SQL and where it runs.
    [GeneratedRegex(@"   at \w+\.|System\.|Npgsql|Marten|GraphQL\.|KnowledgeBase\.|Exception|Nullable|Int32|Int64|Dictionary|List`|GraphType|select \w+.* from |SqlState|\b\d{5}: |model\.|mt_|127\.0\.0\.1|localhost", RegexOptions.CultureInvariant)]
    private static partial Regex Inside();
}
