using System.Globalization;
using JasperFx.Events;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.ReadModel;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Follows the log and keeps every table of the read model. A page of events is applied in memory, event by event, to what it
/// touches, and written with a few set-based statements in the transaction that also moves the position on. Each event leaves
/// the versions it makes, wherever the log is cut into pages, so that a rebuild gives the same rows to the letter.
/// </summary>
/// <remarks>
/// What the rows show is told by their own position (<see cref="ReadModelSchema.Shown"/>). Marten's may lag behind it, since a
/// request may have shown its own events (<see cref="PromptProjection"/>): those are passed over here.
/// </remarks>
public sealed class ReadModelProjection(NpgsqlDataSource database) : IProjection
{
    /// <summary>Name of the projection; the version is in <see cref="ReadModelSchema"/>.</summary>
    public const string Name = "read_model";

    /// <summary>Its row in Marten's table of progress.</summary>
    public const string ShardIdentity = Name + ":All";

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var shown = await ProjectedPosition.ReadAsync(connection, cancellation);
        var missing = events.Where(e => e.Sequence > shown).Select(e => new RecordedEvent(e.Data, e.Sequence)).ToArray();
        if (missing.Length == 0) return;
        var (page, quotations) = await Projector.ProjectAsync(new(connection, ReadModelSchema.InUse), missing, cancellation);
        // First: whoever puts a rebuilt read model in the place of this one waits for this transaction, or this one for him.
        operations.QueueSqlCommand(ModelSwap.ShareSql);
        // The log is what must be on disk, and it is before this runs. A crash that loses this commit loses the progress with it,
        // and the same page is applied again.
        operations.QueueSqlCommand("set local synchronous_commit = off");
        operations.QueueSqlCommand(MoveSql(shown, missing[^1].Position));
        page.Write(operations);
        quotations?.Write(operations);
        // A NOTIFY is sent when its transaction commits: whoever waits is told when the rows can be read, not before.
        operations.QueueSqlCommand(ProjectedPosition.NotifySql(missing[^1].Position));
    }

    // Of two who worked out their rows from the same state, one comes too late: he has no position to set, and Marten tries his page again.
    private static string MoveSql(long from, long to) => string.Create(CultureInfo.InvariantCulture, $"""
        insert into {ReadModelSchema.Shown} as w (position) values ({to})
        on conflict (is_one) do update set position = case when w.position = {from} then {to} end
        """);
}
