using System.Text.Json;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Exchange.Import;

/// <summary>
/// References by key. Ids follow from keys, so nothing is looked up here; whether something is registered under an id, the
/// deciders see.
/// </summary>
internal static class References
{
    private static readonly Dictionary<string, EntityKind> Kinds =
        Enum.GetValues<EntityKind>().ToDictionary(k => k.ToString().ToLowerInvariant());

    /// <summary><c>kind:key</c>, e.g. <c>country:FR</c>.</summary>
    public static Guid Entity(RecordFields fields, string text, string field)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Kinds.TryGetValue(text[..colon], out var kind)) return Identifiers.Entity(kind, text[(colon + 1)..]);
        if (text.Length > 0) fields.Add(RefusalCodes.Malformed, "An entity is named by its kind and key, such as country:FR or expulsion:fr-ru-2020.", field);
        return default;
    }

    /// <summary>Lists of keys of sources.</summary>
    public static IReadOnlyList<IReadOnlyList<Guid>> Chains(RecordFields fields, string field)
    {
        if (fields.Optional(field) is not { } list) return [];
        if (list.ValueKind == JsonValueKind.Array)
        {
            return [.. list.EnumerateArray().Select((chain, i) => fields.Texts(chain, $"{field}.{i}").Select(Identifiers.Source).ToList())];
        }

        fields.Add(ImportCodes.WrongType, $"A list of chains is expected, not {RecordFields.Name(list)}.", field);
        return [];
    }
}
