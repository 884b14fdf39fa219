using KnowledgeBase.Store.Projection;
using Npgsql;

namespace KnowledgeBase.Store;

/// <param name="Recorded">Last position in the log.</param>
/// <param name="Projected">Position that the read model shows.</param>
/// <param name="Problem">What is wrong, for a person; null when all is well.</param>
public sealed record ReadModelReport(long Recorded, long Projected, string? Problem);

/// <summary>Whether the read model follows the log.</summary>
public sealed class ReadModelStatus(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long the read model may stand still behind the log.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

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

        return new(recorded, projected, Behind(recorded, projected)
            ? $"The read model stands at position {projected} of {recorded} and has not moved for {Tolerance.TotalSeconds:0} s; the log says why."
            : null);
    }

    private bool Behind(long recorded, long projected)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (projected != lastProjected || projected >= recorded) (lastProjected, lastMoved) = (projected, now);
            return projected < recorded && now - lastMoved > Tolerance;
        }
    }
}
