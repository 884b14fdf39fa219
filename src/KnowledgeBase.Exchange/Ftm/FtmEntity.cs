using System.Text;
using System.Text.Json;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>A line of entities as FollowTheMoney and OpenSanctions write them: every value that any of its datasets gives.</summary>
/// <param name="Referents">Other ids of it.</param>
/// <param name="Left">Members of the object that are not read.</param>
internal sealed record FtmEntity(
    string Id, string Schema, string? Caption, string? FirstSeen, IReadOnlyList<string> Datasets, IReadOnlyList<string> Referents,
    IReadOnlyList<(string Prop, string Value)> Values, IReadOnlyList<string> Left)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] Known = ["id", "schema", "caption", "first_seen", "datasets", "referents", "properties"];

    /// <summary>Total: no bytes make it throw.</summary>
    public static FtmEntity? Read(byte[] line, out Refusal? wrong)
    {
        wrong = null;
        try
        {
            Strict.GetCharCount(line);
            using var document = JsonDocument.Parse(line);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } json) return Read(json);
            wrong = new(ImportCodes.NotJson, "A line holds one JSON object.");
        }
        catch (Unreadable e)
        {
            wrong = e.Refusal;
        }
        catch (DecoderFallbackException)
        {
            wrong = new(ImportCodes.NotUtf8, "The line is not UTF-8.");
        }
        catch (JsonException)
        {
            wrong = new(ImportCodes.NotJson, "The line is not one JSON object.");
        }
        catch (InvalidOperationException)
        {
            wrong = new(ImportCodes.NotJson, "A text in the line holds half of a surrogate pair, which is no character.");
        }

        return null;
    }

    private static FtmEntity Read(JsonElement json)
    {
        var (id, schema, datasets) = (Text(json, "id"), Text(json, "schema"), Texts(json, "datasets", "datasets"));
        if (id is null) throw Missing("id");
        if (schema is null) throw Missing("schema");
        if (datasets.Count == 0) throw Missing("datasets");
        if (!json.TryGetProperty("properties", out var properties)) throw Missing("properties");
        if (properties.ValueKind != JsonValueKind.Object) throw Wrong("An object is expected", properties, "properties");
        var values = properties.EnumerateObject().SelectMany(p => Texts(properties, p.Name, $"properties.{FtmSubject.Shown(p.Name)}").Select(v => (p.Name, v))).ToList();
        return new(
            id, schema, Text(json, "caption"), Text(json, "first_seen"), datasets, Texts(json, "referents", "referents"), values,
            [.. json.EnumerateObject().Select(m => m.Name).Where(n => !Known.Contains(n)).Distinct()]);
    }

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw Wrong("A text is expected", value, name);
        return value.GetString() is { Length: > 0 } text ? text : null;
    }

    private static List<string> Texts(JsonElement json, string name, string path)
    {
        if (!json.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null) return [];
        if (list.ValueKind != JsonValueKind.Array) throw Wrong("A list of texts is expected", list, path);
        var texts = new List<string>();
        foreach (var value in list.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Object) throw new Unreadable(new(ImportCodes.WrongType, "Entities within entities (targets.nested.json) are not read; entities.ftm.json has the same, one a line.", path));
            if (value.ValueKind != JsonValueKind.String) throw Wrong("A text is expected", value, path);
            if (value.GetString() is { Length: > 0 } text) texts.Add(text);
        }

        return texts;
    }

    private static Unreadable Missing(string name) => new(new(ImportCodes.MissingField, $"The member “{name}” is needed.", name));

    private static Unreadable Wrong(string expected, JsonElement found, string path) => new(new(ImportCodes.WrongType, $"{expected}, not {RecordFields.Name(found)}.", path));

    private sealed class Unreadable(Refusal refusal) : Exception(refusal.Message)
    {
        public Refusal Refusal { get; } = refusal;
    }
}
