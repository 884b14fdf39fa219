using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Types.Entities;

namespace KnowledgeBase.GraphQL.Types.Facts;

/// <summary>The graph type of a property's values, which the types of its facts and alternatives are made from.</summary>
/// <param name="Name">Of the values, e.g. <c>Headcount</c>; the fact's type is <c>HeadcountFact</c>.</param>
/// <param name="Graph">Graph type of one value.</param>
public sealed record FactShape(string Name, Type Graph)
{
    private static readonly Dictionary<string, Type> Terms = new()
    {
        [Vocabularies.Measure.Name] = typeof(MeasureType),
        [Vocabularies.ExpulsionStatus.Name] = typeof(ExpulsionStatusType),
        [Vocabularies.Publicity.Name] = typeof(PublicityType),
    };

    private static readonly Dictionary<EntityKind, Type> Kinds = new()
    {
        [EntityKind.Country] = typeof(CountryType),
        [EntityKind.Organisation] = typeof(OrganisationType),
        [EntityKind.Diplomat] = typeof(DiplomatType),
        [EntityKind.Person] = typeof(PersonType),
        [EntityKind.Expulsion] = typeof(ExpulsionType),
        [EntityKind.Episode] = typeof(EpisodeType),
    };

    /// <summary>Each shape that the registry needs, once.</summary>
    public static IReadOnlyList<FactShape> All { get; } = [.. PropertyRegistry.All.Select(Of).Distinct()];

    public string FactName => $"{Name}Fact";

    public string AlternativeName => $"{Name}Alternative";

    public static FactShape Of(Property property) => property.ValueKind switch
    {
        ValueKind.Text => new("Text", typeof(StringGraphType)),
        ValueKind.Headcount => new("Headcount", typeof(HeadcountType)),
        ValueKind.Date => new("Date", typeof(EdtfDateType)),
        ValueKind.Number => new("Number", typeof(LongType)),
        ValueKind.Term => new(property.Vocabulary!.Name, Terms[property.Vocabulary.Name]),
        _ => OfEntities(property.Targets ?? []),
    };

    private static FactShape OfEntities(IReadOnlyList<EntityKind> targets) => targets switch
    {
        [var kind] => new(kind.ToString(), Kinds[kind]),
        _ when targets.All(k => k is EntityKind.Country or EntityKind.Organisation) => new("Party", typeof(PartyInterface)),
        _ => new("Entity", typeof(EntityInterface)),
    };
}
