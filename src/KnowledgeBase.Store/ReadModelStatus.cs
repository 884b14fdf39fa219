using KnowledgeBase.Store.Projection;
using Marten.Events.Daemon.Coordination;
using Npgsql;

namespace KnowledgeBase.Store;

/// <param name="Recorded">Last position in the log.</param>
/// <param name="Projected">Position that the read model shows.</param>
/// <param name="Problem">What is wrong, for a person; null when all is well.</param>
public sealed record ReadModelReport(long Recorded, long Projected, string? Problem);

/// <summary>Whether the read model follows the log.</summary>
public sealed class ReadModelStatus(NpgsqlDataSource database, IProjectionCoordinator coordinator, TimeProvider time)
{
    /// <summary>How long the read model may stand still behind the log before that is a problem by itself, on whichever node it runs.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private long lastProjected = -1;
    private DateTimeOffset lastMoved;

    public async Task<ReadModelReport> ReadAsync(CancellationToken cancellation)
    {
        long recorded, projected;
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from log.mt_events", connection);
            recorded = (long)(await command.ExecuteScalarAsync(cancellation))!;
            projected = await ProjectedPosition.ReadAsync(connection, cancellation);
        }
        catch (NpgsqlException e)
        {
            return new(0, 0, $"The database does not answer: {e.Message}");
        }

        return new(recorded, projected, projected < recorded ? Problem(recorded, projected) : Moved(projected));
    }

    private string? Problem(long recorded, long projected)
    {
        if (coordinator.DaemonForMainDatabase().HasAnyPaused())
        {
            return $"The read model stopped at position {projected} of {recorded} because of an event that it cannot apply; the log says why.";
        }

        lock (gate)
        {
            if (projected != lastProjected) (lastProjected, lastMoved) = (projected, time.GetUtcNow());
            return time.GetUtcNow() - lastMoved > Tolerance
                ? $"The read model stands at position {projected} of {recorded} and has not moved for {Tolerance.TotalSeconds:0} s; the log says why."
                : null;
        }
    }

    private string? Moved(long projected)
    {
        lock (gate) (lastProjected, lastMoved) = (projected, time.GetUtcNow());
        return null;
    }
}
