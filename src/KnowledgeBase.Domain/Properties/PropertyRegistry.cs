using System.Collections.Frozen;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using static KnowledgeBase.Domain.Entities.EntityKind;
using static KnowledgeBase.Domain.Properties.Cardinality;

namespace KnowledgeBase.Domain.Properties;

/// <summary>
/// Every property there is. Adding one is adding a row: events, read model, import and the API's fields follow from it.
/// </summary>
public static class PropertyRegistry
{
    private static readonly EntityKind[] Party = [Country, Organisation];

    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<Property> All { get; } =
    [
        new(101, Country, "name", ValueKind.Text, OnePerLanguage, "Short name in everyday use."),
        new(102, Country, "officialName", ValueKind.Text, OnePerLanguage, "Full official name."),
        new(103, Country, "dissolvedOn", ValueKind.Date, One, "When the state ceased to exist."),
        new(104, Country, "memberOf", ValueKind.Entity, Many, "Organisations that the country belongs to.", [Organisation]),

        new(201, Organisation, "name", ValueKind.Text, OnePerLanguage, "Name in everyday use."),
        new(202, Organisation, "country", ValueKind.Entity, One, "Country that it belongs to or acts for.", [Country]),
        new(203, Organisation, "locatedIn", ValueKind.Entity, One, "Country in which it is located.", [Country]),
        new(204, Organisation, "parent", ValueKind.Entity, One, "Organisation that it is part of.", [Organisation]),
        new(205, Organisation, "infiltrated", ValueKind.Entity, Many, "By whom it is said to have been infiltrated.", [Organisation, Country, Person]),

        new(301, Diplomat, "name", ValueKind.Text, One, "Name of the person."),
        new(302, Diplomat, "nationality", ValueKind.Entity, One, "Country whose national the diplomat is.", [Country]),
        new(303, Diplomat, "rank", ValueKind.Text, One, "Diplomatic rank or post, e.g. first secretary."),
        new(304, Diplomat, "mission", ValueKind.Entity, One, "Embassy, consulate or delegation of the posting.", [Organisation]),
        new(305, Diplomat, "department", ValueKind.Text, One, "Department within the mission."),
        new(306, Diplomat, "allegedAffiliation", ValueKind.Entity, Many, "Organisations, such as intelligence services, that the diplomat is said to work for.", [Organisation]),
        new(307, Diplomat, "allegedActivity", ValueKind.Text, Many, "What the diplomat is said to have done."),
        new(308, Diplomat, "detainedOn", ValueKind.Date, One, "When the diplomat was held by the authorities of the host state."),

        new(401, Person, "name", ValueKind.Text, One, "Name of the person."),
        new(402, Person, "nationality", ValueKind.Entity, One, "Country whose national the person is.", [Country]),
        new(403, Person, "occupation", ValueKind.Text, One, "Occupation or office."),
        new(404, Person, "allegedAffiliation", ValueKind.Entity, Many, "Organisations that the person is said to work for.", [Organisation]),
        new(405, Person, "allegedActivity", ValueKind.Text, Many, "What the person is said to have done."),
        new(406, Person, "recruitedOn", ValueKind.Date, One, "When the person was recruited by an intelligence service."),
        new(407, Person, "arrestedOn", ValueKind.Date, One, "When the person was arrested."),
        new(408, Person, "sentence", ValueKind.Text, One, "Sentence of a court."),
        new(409, Person, "triedOn", ValueKind.Date, One, "When the trial was held."),
        new(410, Person, "releasedOn", ValueKind.Date, One, "When the person was set free."),
        new(411, Person, "clemency", ValueKind.Text, Many, "Commutations and pardons."),
        new(412, Person, "defectedOn", ValueKind.Date, One, "When the person changed sides."),
        new(413, Person, "exposedBy", ValueKind.Entity, One, "Person who exposed this one.", [Person]),
        new(414, Person, "assessment", ValueKind.Text, Many, "How others judge the person or what the person says."),
        new(415, Person, "statement", ValueKind.Text, Many, "What the person is said to have said."),
        new(416, Person, "circumstancesOfArrest", ValueKind.Text, Many, "How the arrest came about."),
        new(417, Person, "aftermath", ValueKind.Text, Many, "What followed later, also for the family."),
        new(418, Person, "postedTo", ValueKind.Text, Many, "Where the person worked or was posted, with the time where it is stated."),

        new(501, Episode, "name", ValueKind.Text, One, "Name of the wave or affair."),
        new(502, Episode, "startedOn", ValueKind.Date, One, "When it began."),
        new(503, Episode, "endedOn", ValueKind.Date, One, "When it ended."),
        new(504, Episode, "statedTotal", ValueKind.Headcount, One, "Total of persons expelled, as sources state it (beside the one computed from its parts)."),
        new(505, Episode, "partyCount", ValueKind.Number, One, "How many parties expelled."),
        new(506, Episode, "cause", ValueKind.Text, One, "What it is said to have been caused by."),
        new(507, Episode, "background", ValueKind.Text, Many, "What is said about it that no other property holds: course of events, method, context."),
        new(508, Episode, "commentary", ValueKind.Text, Many, "Opinions on it."),
        new(509, Episode, "suspectCount", ValueKind.Headcount, Many, "How many persons were under suspicion at one stage of an inquiry."),
        new(510, Episode, "involved", ValueKind.Entity, Many, "Persons and organisations that take part in the story.", [Person, Organisation, Diplomat]),
        new(511, Episode, "nonParticipant", ValueKind.Entity, Many, "Parties that were expected to take part and did not.", Party),
        new(512, Episode, "partOf", ValueKind.Entity, Many, "Wider episodes that it belongs to.", [Episode]),
        new(513, Episode, "expellingParty", ValueKind.Entity, Many, "Parties that expelled in it, also where no single expulsion is named.", Party),
        new(514, Episode, "sendingPartyCount", ValueKind.Number, One, "How many parties' staff was expelled."),

        new(601, Expulsion, "expellingParty", ValueKind.Entity, One, "Party that expels.", Party),
        new(602, Expulsion, "sendingParty", ValueKind.Entity, One, "Party whose staff have to leave.", Party),
        new(603, Expulsion, "headcount", ValueKind.Headcount, One, "How many persons have to leave."),
        new(604, Expulsion, "measure", ValueKind.Term, One, "What was done.", null, Vocabularies.Measure),
        new(605, Expulsion, "status", ValueKind.Term, One, "How far it got.", null, Vocabularies.ExpulsionStatus),
        new(606, Expulsion, "announcedOn", ValueKind.Date, One, "When it was announced or, when it was not, decided."),
        new(607, Expulsion, "executedOn", ValueKind.Date, One, "When the diplomats left."),
        new(608, Expulsion, "deadline", ValueKind.Date, One, "Day by which they have to leave."),
        new(609, Expulsion, "publicity", ValueKind.Term, One, "Whether it was made known.", null, Vocabularies.Publicity),
        new(610, Expulsion, "statedReason", ValueKind.Text, One, "Reason given for it."),
        new(611, Expulsion, "inResponseTo", ValueKind.Entity, One, "Expulsion that it answers.", [Expulsion]),
        new(612, Expulsion, "partOf", ValueKind.Entity, Many, "Episodes that it belongs to, and expulsions that sum it up with others.", [Episode, Expulsion]),
        new(613, Expulsion, "expelledDiplomat", ValueKind.Entity, Many, "Diplomats who had to leave.", [Diplomat]),
        new(614, Expulsion, "fromMission", ValueKind.Entity, One, "Mission that they had to leave.", [Organisation]),
        new(615, Expulsion, "disclosedOn", ValueKind.Date, One, "When a secret expulsion became known."),
        new(616, Expulsion, "timeAllowed", ValueKind.Text, One, "Time given to leave, where no day is named, e.g. 48 hours."),
        new(617, Expulsion, "composition", ValueKind.Text, Many, "Who the expelled were, by post or service."),
        new(618, Expulsion, "officialExplanation", ValueKind.Text, Many, "How an authority explained it."),
        new(619, Expulsion, "motiveForSecrecy", ValueKind.Text, Many, "Why it is said to have been kept quiet."),
        new(620, Expulsion, "commentary", ValueKind.Text, Many, "Opinions on it."),
        new(621, Expulsion, "background", ValueKind.Text, Many, "What is said about it that no other property holds: context, sequence, precedents."),
        new(622, Expulsion, "aftermath", ValueKind.Text, Many, "What followed."),
        new(623, Expulsion, "reaction", ValueKind.Text, Many, "How the sending party or others answered, short of an expulsion."),
        new(624, Expulsion, "staffBefore", ValueKind.Headcount, One, "Size of the mission before."),
        new(625, Expulsion, "staffCap", ValueKind.Headcount, One, "Largest size allowed to the mission afterwards."),
        new(626, Expulsion, "runningTotal", ValueKind.Headcount, One, "All that the party had expelled so far, this time included."),
        new(627, Expulsion, "previousTotal", ValueKind.Headcount, One, "All that the party had expelled before this time."),
        new(628, Expulsion, "departures", ValueKind.Headcount, One, "How many left, with or without being expelled, families included where the source says so."),
        new(629, Expulsion, "blamedParty", ValueKind.Text, Many, "Whom a source blames for it."),
        new(630, Expulsion, "motive", ValueKind.Text, Many, "What it is said to have been done for, beside the reason given."),
        new(631, Expulsion, "localStaffWithdrawn", ValueKind.Headcount, One, "How many local employees the expelling party took away from the mission with it."),
        new(632, Expulsion, "triggerHeadcount", ValueKind.Headcount, One, "How many the measure that it answers had expelled, as a source puts it."),
    ];

    private static readonly FrozenDictionary<string, Property> ByName = All.ToFrozenDictionary(p => p.Name);
    private static readonly FrozenDictionary<short, Property> ByNumber = All.ToFrozenDictionary(p => p.Number);

    public static Property? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The property of a stored number.</summary>
    /// <exception cref="KeyNotFoundException">No property has it.</exception>
    public static Property Get(short number) => ByNumber[number];

    /// <exception cref="KeyNotFoundException">No property has it.</exception>
    public static Property Get(string name) => ByName[name];

    public static IEnumerable<Property> Of(EntityKind subject) => All.Where(p => p.Subject == subject);
}
