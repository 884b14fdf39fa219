namespace KnowledgeBase.Store.Integrity;

/// <summary>What was found when the read model was compared with what the log gives.</summary>
/// <param name="Position">Up to which both were compared.</param>
/// <param name="Recorded">Position of the last event then; the read model may be behind.</param>
/// <param name="Rows">That the log gives, in all tables and all their versions.</param>
/// <param name="Quotations">How many of these tell how a quotation compares with snapshots: each was checked anew.</param>
/// <param name="Tables">Those that differ.</param>
/// <param name="Contents">Of snapshots, by their hashes: the first ones whose bytes are others, or whose text is missing.</param>
public sealed record ModelVerification(
    long Position, long Recorded, long Rows, long Quotations, IReadOnlyList<TableDifference> Tables, IReadOnlyList<string> Contents)
{
    public bool Holds => Tables.Count == 0 && Contents.Count == 0;
}

/// <param name="Table">Its name in the read model.</param>
/// <param name="Rows">How many rows are not the same.</param>
/// <param name="First">The first ones.</param>
public sealed record TableDifference(string Table, long Rows, IReadOnlyList<RowDifference> First);

/// <summary>One row that is not what the log gives. It is told by its key alone: what is in it may be about a person.</summary>
/// <param name="Key">Names and values of the columns that make it.</param>
/// <param name="Columns">That differ.</param>
public sealed record RowDifference(RowDifferenceKind Kind, string Key, string Columns);

public enum RowDifferenceKind
{
    /// <summary>The log gives it, and the read model does not have it.</summary>
    Missing,

    /// <summary>The read model has it, and the log does not give it.</summary>
    Unexpected,

    /// <summary>It says something else.</summary>
    Altered,
}

public enum VerificationPhase
{
    /// <summary>The log is projected beside the read model in use.</summary>
    Projecting,

    /// <summary>Contents of snapshots are compared with their hashes.</summary>
    Contents,

    /// <summary>Tables are compared.</summary>
    Comparing,
}

/// <param name="Done">Events, or tables.</param>
public sealed record VerificationProgress(VerificationPhase Phase, long Done, long? Of);

/// <summary>Another process is verifying the read model of this database.</summary>
public sealed class VerificationUnderWayException() : Exception("The read model is being verified by another process already.");
