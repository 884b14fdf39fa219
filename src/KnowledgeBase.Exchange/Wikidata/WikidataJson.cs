using System.Text.Json;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>Looks into Wikibase's JSON, in which a map without members may be written as an empty list, and nothing need be there.</summary>
internal static class WikidataJson
{
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text that is well-formed; null for anything else.</summary>
    public static string? Text(this JsonElement json, string name)
    {
        if (json.Member(name) is not { ValueKind: JsonValueKind.String } value) return null;
        try
        {
            return value.GetString() is { Length: > 0 } text && !text.Contains('\0') ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    public static int? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    /// <summary>Members of a map, by their names.</summary>
    public static IEnumerable<JsonProperty> Map(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : [];

    public static IEnumerable<JsonElement> List(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    public static IEnumerable<JsonElement> List(this JsonElement json, string name) => json.Member(name)?.List() ?? [];

    /// <summary>Values of a map or a list.</summary>
    public static IEnumerable<JsonElement> Values(JsonElement json) => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(p => p.Value) : json.List();

    /// <summary>Statements of a property.</summary>
    public static IEnumerable<JsonElement> Statements(this JsonElement entity, string property) => entity.Member("claims")?.List(property) ?? [];

    /// <summary>Ids of the items that a property's statements name, but for deprecated ones.</summary>
    public static IEnumerable<string> Items(this JsonElement entity, string property) =>
        entity.Statements(property).Where(s => s.Text("rank") != "deprecated").Select(s => s.Member("mainsnak")?.Item()).OfType<string>();

    /// <summary>Texts that a property's statements give, but for deprecated ones.</summary>
    public static IEnumerable<string> Texts(this JsonElement entity, string property) =>
        entity.Statements(property).Where(s => s.Text("rank") != "deprecated").Select(s => s.Member("mainsnak")?.Member("datavalue")?.Text("value")).OfType<string>();

    /// <summary>Id of the item that a snak names; null when it names none.</summary>
    public static string? Item(this JsonElement snak)
    {
        if (snak.Member("datavalue") is not { } data || data.Text("type") != "wikibase-entityid" || data.Member("value") is not { } value) return null;
        var id = value.Text("id") ?? (value.Number("numeric-id") is { } number and > 0 ? FormattableString.Invariant($"Q{number}") : null);
        return IsItem(id) ? id : null;
    }

    public static bool IsItem(string? id) => id is { Length: > 1 and < 20 } && id[0] == 'Q' && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
