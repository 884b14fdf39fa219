using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.Store.Reading;

/// <summary>Stored numbers of the properties that queries name.</summary>
internal static class PropertyNumbers
{
    public static short CountryMemberOf { get; } = Of("Country.memberOf");
    public static short OrganisationCountry { get; } = Of("Organisation.country");
    public static short OrganisationLocatedIn { get; } = Of("Organisation.locatedIn");
    public static short OrganisationParent { get; } = Of("Organisation.parent");
    public static short DiplomatNationality { get; } = Of("Diplomat.nationality");
    public static short DiplomatMission { get; } = Of("Diplomat.mission");
    public static short PersonNationality { get; } = Of("Person.nationality");
    public static short PartOf { get; } = Of("Expulsion.partOf");
    public static short EpisodePartOf { get; } = Of("Episode.partOf");
    public static short EpisodeExpellingParty { get; } = Of("Episode.expellingParty");
    public static short Headcount { get; } = Of("Expulsion.headcount");
    public static short DissolvedOn { get; } = Of("Country.dissolvedOn");
    /// <summary>Days from which something is in the world.</summary>
    public static IReadOnlyList<short> Beginnings { get; } = [Of("Expulsion.announcedOn"), Of("Expulsion.executedOn"), Of("Episode.startedOn")];
    public static short ExpelledDiplomat { get; } = Of("Expulsion.expelledDiplomat");

    private static short Of(string name) => PropertyRegistry.Get(name).Number;
}
