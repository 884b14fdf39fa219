namespace KnowledgeBase.Domain.Provenance;

/// <summary>What becomes of a fact when some sources, or what does not hold at some time, are left out. The numbers are stored.</summary>
public enum LensEffect
{
    /// <summary>Nothing: value, status and corroboration are the same.</summary>
    None = 0,
    /// <summary>The same value stands, with another status, corroboration or other rivals.</summary>
    SupportChanged = 1,
    /// <summary>Another value stands.</summary>
    ValueChanged = 2,
    /// <summary>No value stands any more.</summary>
    Fell = 3,
}
