using System.Text.Json;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The documents of a folder: files <c>*.graphql</c>, and the lists that graphql-codegen and relay-compiler make of an app's documents.</summary>
internal static class TrustedDocuments
{
    /// <summary>An object of texts by their SHA-256, with or without <c>sha256:</c> before it.</summary>
    public const string List = "persisted-documents.json";

    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="TrustedDocumentsException">A list is not of that form, or a text has another hash.</exception>
    public static IEnumerable<string> In(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.graphql", SearchOption.AllDirectories).SelectMany(Spellings),
        .. Directory.GetFiles(folder, List, SearchOption.AllDirectories).SelectMany(Listed),
    ];

    // Tools hash the text with or without the line break at its end.
    private static string[] Spellings(string file)
    {
        var text = File.ReadAllText(file);
        return [text, text.TrimEnd()];
    }

    private static IEnumerable<string> Listed(string file)
    {
        foreach (var (name, text) in Read(file))
        {
            // A list by another hash would never be asked for: clients name documents by their SHA-256.
            var hash = name.StartsWith("sha256:", StringComparison.Ordinal) ? name["sha256:".Length..] : name;
            if (!string.Equals(hash, DocumentHash.Of(text), StringComparison.OrdinalIgnoreCase))
            {
                throw new TrustedDocumentsException($"{file}: “{name}” is not the SHA-256 of its document.");
            }

            yield return text;
        }
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            var texts = JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllText(file)) ?? throw new JsonException("It is null.");
            return texts.ToDictionary(t => t.Key, t => t.Value ?? throw new JsonException($"“{t.Key}” has no document."));
        }
        catch (JsonException e)
        {
            throw new TrustedDocumentsException($"{file} is not an object of documents by their hash: {e.Message}");
        }
    }
}

/// <summary>A folder of trusted documents has something in it that cannot be trusted.</summary>
public sealed class TrustedDocumentsException(string message) : Exception($"KnowledgeBase:Limits:TrustedDocuments: {message}");
