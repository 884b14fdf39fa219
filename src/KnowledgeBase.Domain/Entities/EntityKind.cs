namespace KnowledgeBase.Domain.Entities;

/// <summary>What a claim can be about. The numbers are stored: never changed, only added.</summary>
public enum EntityKind
{
    /// <summary>A state, present or former, with an ISO 3166 code.</summary>
    Country = 1,
    /// <summary>An embassy, ministry, service, alliance, company or any other body.</summary>
    Organisation = 2,
    /// <summary>A member of a mission, named or unnamed.</summary>
    Diplomat = 3,
    /// <summary>Any other natural person that a story names.</summary>
    Person = 4,
    /// <summary>One measure by which a party makes another party's staff leave.</summary>
    Expulsion = 5,
    /// <summary>A wave or an affair that expulsions belong to.</summary>
    Episode = 6,
}
