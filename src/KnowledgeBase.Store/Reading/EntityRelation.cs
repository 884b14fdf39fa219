using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.Store.Reading;

/// <summary>How entities belong to another one, as accepted values say it.</summary>
/// <param name="Kind">Of the entities that belong.</param>
/// <param name="Link">The condition that one of them (aliases <c>e</c>, and <c>x</c> for an expulsion) belongs to <c>p.id</c>.</param>
public sealed record EntityRelation(EntityKind Kind, Func<Where, string> Link)
{
    public static EntityRelation Expelled { get; } = new(EntityKind.Expulsion, _ => "x.expelling_party = p.id");

    public static EntityRelation HadExpelled { get; } = new(EntityKind.Expulsion, _ => "x.sending_party = p.id");

    public static EntityRelation Responses { get; } = new(EntityKind.Expulsion, _ => "x.in_response_to = p.id");

    /// <summary>Expulsions that are part of an aggregate, directly.</summary>
    public static EntityRelation Parts { get; } = Pointing("Expulsion.partOf");

    /// <summary>Episodes within an episode, directly.</summary>
    public static EntityRelation EpisodesWithin { get; } = Pointing("Episode.partOf");

    /// <summary>Expulsions that are part of an episode or of an aggregate, over however many steps.</summary>
    public static EntityRelation ExpulsionsWithin { get; } = new(EntityKind.Expulsion, w => $"x.id in ({PartOf.Below(w.Tables, "select p.id")})");

    public static EntityRelation ExpulsionsOfDiplomat { get; } = Pointing("Expulsion.expelledDiplomat");

    public static EntityRelation DiplomatsOfCountry { get; } = Pointing("Diplomat.nationality");

    public static EntityRelation DiplomatsOfMission { get; } = Pointing("Diplomat.mission");

    public static EntityRelation ExpelledDiplomats { get; } = PointedAt("Expulsion.expelledDiplomat", EntityKind.Diplomat);

    /// <summary>Expulsions between a party and another one, in both directions.</summary>
    public static EntityRelation Between(Guid other) => new(EntityKind.Expulsion, w => ExchangeQueries.AreBetween("x", "p.id", w.Param(other)));

    /// <summary>Expulsions between the two that were answered, and are not themselves an answer between the two.</summary>
    public static EntityRelation ExchangesBetween(Guid other) => new(EntityKind.Expulsion, w => ExchangeQueries.Begins(w.Tables, "p.id", w.Param(other)));

    /// <summary>Entities one of whose accepted values is the parent.</summary>
    private static EntityRelation Pointing(string name)
    {
        var property = PropertyRegistry.Get(name);
        var id = property.Subject == EntityKind.Expulsion ? "x.id" : "e.id";
        return new(property.Subject, w =>
            $"{id} in (select f.subject from {w.Tables.Facts} f where f.property = {property.Number} and f.value_entity = p.id and f.value_entity is not null)");
    }

    /// <summary>Entities that are accepted values of the parent.</summary>
    private static EntityRelation PointedAt(string name, EntityKind kind)
    {
        var property = PropertyRegistry.Get(name);
        return new(kind, w =>
            $"e.id in (select f.value_entity from {w.Tables.Facts} f where f.subject = p.id and f.property = {property.Number})");
    }
}
