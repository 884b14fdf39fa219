namespace KnowledgeBase.Domain.Claims;

/// <summary>What a source does with a value. The numbers are stored: never changed, only added.</summary>
public enum Stance
{
    /// <summary>States it as its own.</summary>
    Asserts = 1,
    /// <summary>Confirms what others stated.</summary>
    Confirms = 2,
    /// <summary>Passes it on without vouching for it.</summary>
    Reports = 3,
    /// <summary>Says that it is not so.</summary>
    Denies = 4,
    /// <summary>Was asked and said nothing; on neither side.</summary>
    DeclinesComment = 5,
    /// <summary>Holds it for possible; on neither side.</summary>
    Speculates = 6,
    /// <summary>Says that there is a value, and that it is not known which; on neither side.</summary>
    LeavesOpen = 7,
}

public static class Stances
{
    public static bool Supports(this Stance stance) => stance is Stance.Asserts or Stance.Confirms or Stance.Reports;

    public static bool Contradicts(this Stance stance) => stance == Stance.Denies;
}

/// <summary>A curator's rank of a claim among those on the same property.</summary>
public enum Rank
{
    Preferred = 1,
    Normal = 2,
    Deprecated = 3,
}

/// <summary>
/// The Admiralty code's grade of a single claim: 1 best … 5 worst; 6 means that it cannot be judged: never averaged, never
/// ordered between the other grades.
/// </summary>
public enum Credibility
{
    /// <summary>1: confirmed by other sources.</summary>
    Confirmed = 1,
    /// <summary>2: probably true.</summary>
    ProbablyTrue = 2,
    /// <summary>3: possibly true.</summary>
    PossiblyTrue = 3,
    /// <summary>4: doubtful.</summary>
    Doubtful = 4,
    /// <summary>5: improbable.</summary>
    Improbable = 5,
    /// <summary>6: truth cannot be judged.</summary>
    CannotBeJudged = 6,
}

/// <summary>Whether a claim still stands.</summary>
public enum Standing
{
    Standing = 1,
    /// <summary>The source took it back.</summary>
    Retracted = 2,
    /// <summary>We recorded it wrongly.</summary>
    Withdrawn = 3,
    /// <summary>We recorded it wrongly, and another claim takes its place.</summary>
    Superseded = 4,
}
