namespace KnowledgeBase.Domain.Quotations;

/// <summary>How a quotation compares with the snapshots of the source that it was read in. The numbers are stored: never changed, only added.</summary>
public enum QuotationStatus
{
    /// <summary>The latest snapshot has it, character for character.</summary>
    Exact = 1,
    /// <summary>The latest snapshot has it, but for white space, quotation marks and apostrophes, dashes, soft hyphens and the Unicode form of letters.</summary>
    Normalised = 2,
    /// <summary>The latest snapshot has it at several places, and prefix and suffix do not single one out.</summary>
    Ambiguous = 3,
    /// <summary>No snapshot has it.</summary>
    Missing = 4,
    /// <summary>There is no snapshot to compare it with.</summary>
    NoSnapshot = 5,
    /// <summary>An earlier snapshot has it, the latest one does not.</summary>
    SnapshotChanged = 6,
}

/// <summary>What a quotation is in one text.</summary>
/// <param name="Status">Exact, Normalised, Ambiguous or Missing.</param>
/// <param name="Places">At how many places its words are found, in the way that the status says; overlapping ones count. 0 when missing.</param>
public sealed record QuotationFinding(QuotationStatus Status, int Places)
{
    public static QuotationFinding Missing { get; } = new(QuotationStatus.Missing, 0);

    public bool IsFound => Status != QuotationStatus.Missing;
}
