namespace KnowledgeBase.Postgres;

/// <summary>How a local PostgreSQL is run.</summary>
/// <param name="DataDirectory">Folder of the cluster, its log, its lock and the unpacked binaries; made when it is not there.</param>
/// <param name="BinDirectory">Folder of an installed PostgreSQL's initdb, pg_ctl and postgres; null for the one that npm brought.</param>
/// <param name="IsDurable">False only for throw-away data: a crash may then lose or break it.</param>
public sealed record LocalPostgresOptions(string DataDirectory, string? BinDirectory = null, bool IsDurable = true);

/// <summary>PostgreSQL cannot be started here; the message says why and what helps.</summary>
public sealed class LocalPostgresException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it is because another process uses the data folder.</summary>
    internal bool IsFolderHeld { get; init; }
}
