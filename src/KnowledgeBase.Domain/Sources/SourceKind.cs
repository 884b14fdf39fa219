namespace KnowledgeBase.Domain.Sources;

/// <summary>What kind of thing speaks. The numbers are stored: never changed, only added.</summary>
public enum SourceKind
{
    /// <summary>A newspaper, agency, broadcaster or site as a whole.</summary>
    Outlet = 1,
    /// <summary>One published piece.</summary>
    Article = 2,
    /// <summary>A statement of a state, ministry, embassy or other authority, or that authority speaking.</summary>
    OfficialStatement = 3,
    /// <summary>A named person speaking.</summary>
    Person = 4,
    /// <summary>Somebody, or several, who speak on condition that they are not named.</summary>
    Informant = 5,
    /// <summary>A reader's comment below a piece.</summary>
    ReaderComment = 6,
    Book = 7,
    Encyclopedia = 8,
    Dataset = 9,
}

/// <summary>How one source uses another.</summary>
public enum CitationManner
{
    Quotes = 1,
    Paraphrases = 2,
    Reprints = 3,
    Translates = 4,
}

/// <summary>
/// The Admiralty code's grade of a source (NATO AJP-2.1): A best … E worst. <see cref="F"/> means that it cannot be judged:
/// it is never averaged and never ordered between the other grades.
/// </summary>
public enum Reliability
{
    /// <summary>Completely reliable.</summary>
    A = 1,
    /// <summary>Usually reliable.</summary>
    B = 2,
    /// <summary>Fairly reliable.</summary>
    C = 3,
    /// <summary>Not usually reliable.</summary>
    D = 4,
    /// <summary>Unreliable.</summary>
    E = 5,
    /// <summary>Reliability cannot be judged.</summary>
    F = 6,
}

/// <summary>A curator's judgement on whether two sources speak independently of each other.</summary>
public enum IndependenceVerdict
{
    Independent = 1,
    Dependent = 2,
}
