using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.Domain.Provenance;

public enum FactStatus
{
    /// <summary>One value, and nobody denies it.</summary>
    Uncontested = 1,
    /// <summary>Rival values, or a denial of the accepted one.</summary>
    Contested = 2,
    /// <summary>Only denials.</summary>
    Denied = 3,
    /// <summary>Only claims that support nothing: speculation, no comment.</summary>
    Unsupported = 4,
    /// <summary>No claim.</summary>
    Unknown = 5,
    /// <summary>There are claims, about a natural person, and what they said was erased on request.</summary>
    Erased = 6,
}

/// <summary>A step of the acceptance rule, in the order in which they are applied.</summary>
public enum ReasonKind
{
    /// <summary>Claims ranked deprecated were left out.</summary>
    DeprecatedLeftOut = 1,
    /// <summary>Some claim is ranked preferred, so only preferred ones compete.</summary>
    PreferredOnly = 2,
    /// <summary>One value only; nothing to decide.</summary>
    OnlyValue = 3,
    /// <summary>Most named roots.</summary>
    NamedRoots = 4,
    /// <summary>Best judged reliability of a source.</summary>
    SourceReliability = 5,
    /// <summary>Best judged credibility of a claim.</summary>
    ClaimCredibility = 6,
    /// <summary>Most distinct publishers among the supporters whose lineage is unresolved. A weak sign.</summary>
    UnresolvedPublishers = 7,
    /// <summary>Latest statement.</summary>
    LatestStatement = 8,
    /// <summary>Recorded first, so that the answer never depends on the order of rows.</summary>
    EarliestRecorded = 9,
}

/// <param name="Remaining">The values left after the step.</param>
/// <param name="IsDecisive">The step left one value where there had been several.</param>
public sealed record Reason(ReasonKind Kind, string Text, IReadOnlyList<Value> Remaining, bool IsDecisive);

/// <summary>A value with the claims and roots behind it.</summary>
/// <param name="Competes">False when other claims are preferred.</param>
/// <param name="Graph">The citations as the claims on this value tell them: where its roots were counted.</param>
public sealed record Candidate(
    Value Value,
    IReadOnlyList<Evidence> SupportedBy,
    IReadOnlyList<Evidence> ContradictedBy,
    Corroboration Corroboration,
    bool Competes,
    CitationGraph Graph);

/// <summary>What the base accepts for one property (one slot of it) of one entity, and why.</summary>
/// <param name="Accepted">Null unless some claim supports a value.</param>
/// <param name="Alternatives">Rival values, best first by the same rule.</param>
/// <param name="Denials">Every denial that is not left out, whatever value it denies.</param>
/// <param name="Neutral">Claims on neither side: speculation and no comment.</param>
/// <param name="LeftOut">Claims ranked deprecated.</param>
/// <param name="Fallen">Claims that fall with the sources that the graph leaves out; they are nowhere else.</param>
public sealed record Fact(
    Property Property,
    FactStatus Status,
    Candidate? Accepted,
    IReadOnlyList<Candidate> Alternatives,
    IReadOnlyList<Evidence> Denials,
    IReadOnlyList<Evidence> Neutral,
    IReadOnlyList<Evidence> LeftOut,
    IReadOnlyList<Evidence> Fallen,
    IReadOnlyList<Reason> Why)
{
    /// <summary>What is left where what the claims said was erased: neither right nor wrong.</summary>
    public static Fact Erased(Property property) => new(property, FactStatus.Erased, null, [], [], [], [], [], []);

    /// <summary>Corroboration of the accepted value; nothing when none is accepted.</summary>
    public Corroboration Corroboration => Accepted?.Corroboration ?? Corroboration.None;
}
