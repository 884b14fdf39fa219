using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Shows what a request records in the request's own transaction, by the same code as the projection that follows the log: so its
/// sender does not wait for a second transaction of somebody else. Only when the read model shows everything before, nobody else waits
/// to record, and the events are few and touch little; all else is left to the projection. See docs/decisions/029.
/// </summary>
public sealed class PromptProjection(ILogger<PromptProjection> logger)
{
    /// <summary>Most events of a request that is shown at once.</summary>
    private const int MostEvents = 20;

    private const string Savepoint = "shown";

    /// <summary>In the request's transaction, under the writers' lock.</summary>
    /// <returns>Whether the transaction shows what it records; if not, it is as it was.</returns>
    internal async Task<bool> TryAsync(WriteTransaction writing, CancellationToken cancellation)
    {
        var events = writing.Appended;
        if (events.Count is 0 or > MostEvents || !events.All(e => TouchesLittle(e.Data))) return false;
        if (await ShownBeforeAsync(writing.Connection, events[0].Position, cancellation) is not { } shown) return false;
        try
        {
            var (page, quotations) = await Projector.ProjectAsync(new(writing.Connection, ReadModelSchema.InUse), events, cancellation);
            await using var session = writing.OpenSession();
            page.Write(session);
            quotations?.Write(session);
            session.QueueSqlCommand($"update {ReadModelSchema.Shown} set position = ? where position = ?", events[^1].Position, shown);
            session.QueueSqlCommand(ProjectedPosition.NotifySql(events[^1].Position));
            await session.SaveChangesAsync(cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && writing.Connection.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            // What can be recorded is recorded. The projection comes upon the same, and stops with it where everybody sees.
            logger.LogError(ToldException.Of(e), "What was recorded from position {Position} on could not be shown at once.", events[0].Position);
            await writing.Connection.ExecuteAsync($"rollback to savepoint {Savepoint}", cancellation);
            return false;
        }
    }

    /// <returns>The position that the read model shows; null when that is not all that is before.</returns>
    private static async Task<long?> ShownBeforeAsync(NpgsqlConnection connection, long first, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"savepoint {Savepoint}"),
                new(ModelSwap.ShareSql),
                new($"select w.position from {ReadModelSchema.Shown} w where w.position >= coalesce((select max(v.seq_id) from log.mt_events v where v.seq_id < $1), 0)")
                { Parameters = { new NpgsqlParameter<long> { TypedValue = first } } },
            },
        };
        return (long?)await batch.ExecuteScalarAsync(cancellation);
    }

    /// <summary>What other sources, or everything about an entity, rest on may change thousands of facts while nobody else can record.</summary>
    private static bool TouchesLittle(object e) =>
        e is ClaimAsserted or ClaimCredibilityGraded or ClaimRanked or ClaimRetracted or ClaimWithdrawn or IEntityRegistered or EntityRelabelled or SourceRegistered;
}
