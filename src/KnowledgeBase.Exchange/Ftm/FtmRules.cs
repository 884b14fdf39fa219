using System.Collections.Frozen;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>What a property becomes.</summary>
internal enum FtmTarget
{
    /// <summary>The value itself.</summary>
    Value,
    /// <summary>A date that has a prefix of ISO 8601.</summary>
    Date,
    /// <summary>The code of a country.</summary>
    CountryCode,
    /// <summary>The id of an entity.</summary>
    Thing,
    /// <summary>An entity of its own between two others.</summary>
    Edge,
}

/// <param name="Property">Of our registry.</param>
/// <param name="Schema">Of the edge; else of the subject.</param>
/// <param name="Prop">Of FollowTheMoney; of an edge, the one that names the value.</param>
/// <param name="Type">Of the property, in FollowTheMoney.</param>
/// <param name="Holder">Of an edge, the property that names the subject.</param>
/// <param name="Role">Of an edge, what is said of it.</param>
/// <param name="IsRead">Whether the same is meant the other way round.</param>
internal sealed record FtmRule(
    string Property, string Schema, string Prop, string Type, FtmTarget Target, bool IsRead = true, string? Holder = null, string? Role = null);

/// <summary>Which property is which. What is not in here does not fit, and is told.</summary>
internal static class FtmRules
{
    public static IReadOnlyList<FtmRule> All { get; } =
    [
        new("Country.name", "PublicBody", "name", "name", FtmTarget.Value),
        new("Country.officialName", "PublicBody", "alias", "name", FtmTarget.Value, IsRead: false),
        new("Country.dissolvedOn", "PublicBody", "dissolutionDate", "date", FtmTarget.Date),
        new("Country.memberOf", "Membership", "organization", "entity", FtmTarget.Edge, IsRead: false, "member"),

        new("Organisation.name", "Organization", "name", "name", FtmTarget.Value),
        new("Organisation.country", "Organization", "country", "country", FtmTarget.CountryCode),
        new("Organisation.locatedIn", "Organization", "mainCountry", "country", FtmTarget.CountryCode),
        new("Organisation.parent", "Organization", "parent", "entity", FtmTarget.Thing),

        new("Diplomat.name", "Person", "name", "name", FtmTarget.Value),
        new("Diplomat.nationality", "Person", "nationality", "country", FtmTarget.CountryCode),
        new("Diplomat.rank", "Person", "position", "string", FtmTarget.Value),
        new("Diplomat.mission", "Employment", "employer", "entity", FtmTarget.Edge, IsRead: false, "employee"),
        new("Diplomat.allegedAffiliation", "UnknownLink", "object", "entity", FtmTarget.Edge, IsRead: false, "subject", "alleged affiliation"),

        new("Person.name", "Person", "name", "name", FtmTarget.Value),
        new("Person.nationality", "Person", "nationality", "country", FtmTarget.CountryCode),
        new("Person.occupation", "Person", "position", "string", FtmTarget.Value),
        new("Person.allegedAffiliation", "UnknownLink", "object", "entity", FtmTarget.Edge, IsRead: false, "subject", "alleged affiliation"),

        new("Episode.name", "Event", "name", "name", FtmTarget.Value),
        new("Episode.startedOn", "Event", "startDate", "date", FtmTarget.Date),
        new("Episode.endedOn", "Event", "endDate", "date", FtmTarget.Date),
        new("Episode.expellingParty", "Event", "organizer", "entity", FtmTarget.Thing),
        new("Episode.involved", "Event", "involved", "entity", FtmTarget.Thing),

        new("Expulsion.announcedOn", "Event", "date", "date", FtmTarget.Date),
        new("Expulsion.statedReason", "Event", "summary", "text", FtmTarget.Value),
        new("Expulsion.expellingParty", "Event", "organizer", "entity", FtmTarget.Thing),
        new("Expulsion.sendingParty", "Event", "involved", "entity", FtmTarget.Thing, IsRead: false),
        new("Expulsion.expelledDiplomat", "Event", "involved", "entity", FtmTarget.Thing, IsRead: false),
        new("Expulsion.fromMission", "Event", "involved", "entity", FtmTarget.Thing, IsRead: false),
    ];

    private static readonly FrozenDictionary<string, FtmRule> ByProperty = All.ToFrozenDictionary(r => r.Property);

    private static readonly FrozenDictionary<(EntityKind, string), FtmRule> ByProp =
        All.Where(r => r.IsRead).ToFrozenDictionary(r => (PropertyRegistry.Get(r.Property).Subject, r.Prop));

    public static FtmRule? Of(Property property) => ByProperty.GetValueOrDefault(property.Name);

    public static FtmRule? Of(EntityKind subject, string prop) => ByProp.GetValueOrDefault((subject, prop));

    /// <summary>Of entities. A state is a public body here: the format has countries as values only.</summary>
    public static string SchemaOf(EntityKind kind) => kind switch
    {
        EntityKind.Country => "PublicBody",
        EntityKind.Organisation => "Organization",
        EntityKind.Diplomat or EntityKind.Person => "Person",
        _ => "Event",
    };

    /// <summary>What an entity of a schema is here; null when it is nothing that claims are made about.</summary>
    public static EntityKind? KindOf(string schema) => schema switch
    {
        "Person" => EntityKind.Person,
        "Organization" or "PublicBody" or "Company" or "LegalEntity" or "PublicOrganization" => EntityKind.Organisation,
        "Event" => EntityKind.Episode,
        _ => null,
    };
}
