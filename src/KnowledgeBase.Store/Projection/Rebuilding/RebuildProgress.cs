namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>What a rebuild is about.</summary>
public enum RebuildPhase
{
    /// <summary>Events are projected, from the first one on.</summary>
    Filling,

    /// <summary>Indexes are made, and statistics.</summary>
    Indexing,

    /// <summary>What was recorded meanwhile is projected.</summary>
    CatchingUp,

    /// <summary>The new read model is in use.</summary>
    Done,
}

/// <summary>How far a rebuild has got.</summary>
/// <param name="Position">The position in the log that the new read model shows.</param>
/// <param name="Target">The one that it has to show; it grows while something is recorded.</param>
public sealed record RebuildProgress(RebuildPhase Phase, long Position, long Target);

/// <summary>Another process is rebuilding the read model of this database.</summary>
public sealed class RebuildUnderWayException() : Exception("The read model is being rebuilt by another process already.");
