using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>Natural keys as the API shows them: the kind in lower case, a colon, and the key within the kind.</summary>
public static class EntityKeys
{
    public static string Write(EntityRow row) => $"{row.Kind.ToString().ToLowerInvariant()}:{row.Key}";

    /// <returns>The id of the entity with this key, whether or not it is registered; null for what is not a key.</returns>
    public static Guid? Parse(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == key.Length - 1) return null;
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            if (key.AsSpan(0, colon).SequenceEqual(kind.ToString().ToLowerInvariant())) return Redaction.IdOf(key[(colon + 1)..]) ?? Identifiers.Entity(kind, key[(colon + 1)..]);
        }

        return null;
    }
}
