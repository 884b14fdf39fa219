namespace KnowledgeBase.Store.Reading;

/// <summary>What is part of what: expulsions of expulsions and episodes, and episodes of episodes, as accepted values say it.</summary>
internal static class PartOf
{
    /// <summary>The properties that say it.</summary>
    public static string Properties { get; } = FormattableString.Invariant($"({PropertyNumbers.PartOf}, {PropertyNumbers.EpisodePartOf})");

    /// <summary>A query for everything that is part of something, over however many steps.</summary>
    /// <param name="wholes">A query for the ids of what it is part of.</param>
    public static string Below(LensTables tables, string wholes) => $"""
        with recursive below(id) as (
            {wholes}
            union
            select f.subject from below b join {tables.Facts} f on f.value_entity = b.id and f.property in {Properties} and f.value_entity is not null
        )
        select f.subject from below b join {tables.Facts} f on f.value_entity = b.id and f.property in {Properties} and f.value_entity is not null
        """;
}
