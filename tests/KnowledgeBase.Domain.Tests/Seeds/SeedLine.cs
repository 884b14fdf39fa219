using System.Text.Json;

namespace KnowledgeBase.Domain.Tests.Seeds;

/// <summary>One record of the files in seeds/.</summary>
internal sealed record SeedLine(string File, int Number, JsonElement Json)
{
    public string Record => Text("record")!;

    public string? Text(string field) =>
        Json.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    public bool Flag(string field) => Json.TryGetProperty(field, out var value) && value.GetBoolean();

    public override string ToString() => $"{File}:{Number}";

    /// <summary>Every record of every file, in the order in which the importer reads them.</summary>
    public static IReadOnlyList<SeedLine> ReadAll() =>
    [
        .. Directory.GetFiles(Path.Combine(Root(), "seeds"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(path =>
            File_(path).Select((text, i) => (text, i)).Where(l => l.text.Length > 0)
                .Select(l => new SeedLine(Path.GetFileName(path), l.i + 1, Parse(l.text)))),
    ];

    private static string[] File_(string path) => System.IO.File.ReadAllLines(path);

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No KnowledgeBase.sln above the tests.");
        }

        return folder.FullName;
    }
}
