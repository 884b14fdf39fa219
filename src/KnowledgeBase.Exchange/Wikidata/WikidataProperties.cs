using System.Collections.Frozen;
using KnowledgeBase.Domain.Entities;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>How the value of a Wikidata property is read.</summary>
internal enum WikidataReading
{
    /// <summary>A text in a language.</summary>
    Monolingual,
    Time,
    /// <summary>A country, by its item.</summary>
    Country,
    /// <summary>An organisation, by its item.</summary>
    Organisation,
    /// <summary>An occupation, by its item, in words.</summary>
    Occupation,
}

/// <summary>Which Wikidata properties are read, as what. All others are told.</summary>
internal static class WikidataProperties
{
    private const string Human = "Q5", Diplomat = "Q193391";

    private static readonly FrozenDictionary<(EntityKind, string), (string Property, WikidataReading Reading)> Rules = new Dictionary<(EntityKind, string), (string, WikidataReading)>
    {
        [(EntityKind.Person, "P27")] = ("Person.nationality", WikidataReading.Country),
        [(EntityKind.Person, "P106")] = ("Person.occupation", WikidataReading.Occupation),
        [(EntityKind.Diplomat, "P27")] = ("Diplomat.nationality", WikidataReading.Country),
        [(EntityKind.Country, "P1448")] = ("Country.officialName", WikidataReading.Monolingual),
        [(EntityKind.Country, "P576")] = ("Country.dissolvedOn", WikidataReading.Time),
        [(EntityKind.Country, "P463")] = ("Country.memberOf", WikidataReading.Organisation),
        [(EntityKind.Organisation, "P17")] = ("Organisation.country", WikidataReading.Country),
        [(EntityKind.Organisation, "P749")] = ("Organisation.parent", WikidataReading.Organisation),
    }.ToFrozenDictionary();

    /// <summary>Of a mission, the country is where it is, and the operator whose it is.</summary>
    private static readonly FrozenDictionary<string, (string Property, WikidataReading Reading)> OfMissions = new Dictionary<string, (string, WikidataReading)>
    {
        ["P17"] = ("Organisation.locatedIn", WikidataReading.Country),
        ["P137"] = ("Organisation.country", WikidataReading.Country),
    }.ToFrozenDictionary();

    /// <summary>They decide what an item is, and are not claims beside that.</summary>
    private static readonly FrozenSet<string> Deciding = ["P31", "P297", "P773"];

    /// <summary>Classes of states: a country here, when it has a code of ISO 3166.</summary>
    private static readonly FrozenSet<string> States = ["Q6256", "Q3624078", "Q3024240", "Q7275"];

    /// <summary>Embassy, consulate, consulate general, diplomatic mission.</summary>
    private static readonly FrozenSet<string> Missions = ["Q3917681", "Q7843791", "Q372690", "Q213283"];

    /// <summary>Organization, government agency, intelligence agency, ministry, international organization, intergovernmental organization, military alliance, business, newspaper.</summary>
    private static readonly FrozenSet<string> Organisations = ["Q43229", "Q327333", "Q47913", "Q192350", "Q484652", "Q245065", "Q1127126", "Q4830453", "Q11032"];

    private static readonly FrozenDictionary<string, string> Occupations = new Dictionary<string, string>
    {
        [Diplomat] = "diplomat", ["Q82955"] = "politician", ["Q1930187"] = "journalist", ["Q9352089"] = "spy", ["Q189290"] = "military officer", ["Q40348"] = "lawyer",
    }.ToFrozenDictionary();

    public static bool IsDeciding(EntityKind kind, string property) => Deciding.Contains(property) || (kind == EntityKind.Diplomat && property == "P106");

    public static (string Property, WikidataReading Reading)? Of(EntityKind kind, bool isMission, string property) =>
        isMission && OfMissions.TryGetValue(property, out var mission) ? mission : Rules.TryGetValue((kind, property), out var rule) ? rule : null;

    /// <summary>What an item is, by the classes that it is an instance of, and by its occupations.</summary>
    public static (EntityKind Kind, bool IsMission)? KindOf(IReadOnlyCollection<string> classes, IReadOnlyCollection<string> occupations)
    {
        if (classes.Contains(Human)) return (occupations.Contains(Diplomat) ? EntityKind.Diplomat : EntityKind.Person, false);
        if (classes.Any(States.Contains)) return (EntityKind.Country, false);
        if (classes.Any(Missions.Contains)) return (EntityKind.Organisation, true);
        return classes.Any(Organisations.Contains) ? (EntityKind.Organisation, false) : null;
    }

    /// <summary>An occupation in words; null when it is none of those that are read.</summary>
    public static string? Occupation(string item) => Occupations.GetValueOrDefault(item);
}
