using KnowledgeBase.Store.Projection;
using Marten.Events.Daemon.Coordination;
using Npgsql;

namespace KnowledgeBase.Store;

/// <param name="Recorded">Last position in the log.</param>
/// <param name="Projected">Position that the read model shows.</param>
/// <param name="Problem">Why it does not go on, for a person; null when it does, however far behind it is.</param>
public sealed record ReadModelReport(long Recorded, long Projected, string? Problem)
{
    /// <summary>Events that the read model does not show yet.</summary>
    public long Missing => Math.Max(0, Recorded - Projected);

    /// <summary>How long ago the first of them was recorded; zero when there are none.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Whether the database answered, so that the figures mean something.</summary>
    public bool IsKnown { get; init; } = true;
}

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
        var lag = TimeSpan.Zero;
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from log.mt_events", connection);
            recorded = (long)(await command.ExecuteScalarAsync(cancellation))!;
            projected = await ProjectedPosition.ReadAsync(connection, cancellation);
            if (projected < recorded) lag = await LagAsync(connection, projected, cancellation);
        }
        catch (NpgsqlException e)
        {
            return new(0, 0, $"The database does not answer: {e.Message}") { IsKnown = false };
        }

        return new(recorded, projected, projected < recorded ? Problem(recorded, projected) : Moved(projected)) { Lag = lag };
    }

    // The log's times are PostgreSQL's or the recorder's, and never go back.
    private static async Task<TimeSpan> LagAsync(NpgsqlConnection connection, long projected, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select greatest(clock_timestamp() - timestamp, interval '0') from log.mt_events where seq_id > $1 order by seq_id limit 1", connection);
        command.Parameters.Add(new() { Value = projected });
        return await command.ExecuteScalarAsync(cancellation) is TimeSpan lag ? lag : TimeSpan.Zero;
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
