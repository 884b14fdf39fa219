namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>
/// How many items a list without pages is counted as: what such a list usually has, not what it could have. Lists that could become long have pages.
/// </summary>
internal static class ListSizes
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        // Always the two sides of a relation.
        ["parties"] = 2,
        ["balance"] = 2,
        ["countries"] = 2,
        // One for each property of an entity that somebody said something about.
        ["facts"] = 15,
        // One for each group.
        ["expulsionStatistics"] = 50,
        // Roots times paths times steps: chains of citations are short.
        ["paths"] = 2,
        ["attributionChains"] = 2,
    };

    /// <summary>Null when nothing is said of it.</summary>
    public static int? Of(string field) => Sizes.TryGetValue(field, out var size) ? size : null;
}
