using System.Globalization;
using JasperFx.Events;
using KnowledgeBase.Store.Projection.Quotations;
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
public sealed class ReadModelProjection(NpgsqlDataSource database) : IProjection
{
    /// <summary>Name of the projection; the version is in <see cref="ReadModelSchema"/>.</summary>
    public const string Name = "read_model";

    /// <summary>Its row in Marten's table of progress.</summary>
    public const string ShardIdentity = Name + ":All";

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var (page, quotations) = await ReadAndApplyAsync([.. events.Select(e => new RecordedEvent(e.Data, e.Sequence))], cancellation);
        // First: whoever puts a rebuilt read model in the place of this one waits for this transaction, or this one for him.
        operations.QueueSqlCommand(ModelSwap.ShareSql);
        // The log is what must be on disk, and it is before this runs. A crash that loses this commit loses the progress with it,
        // and the same page is applied again.
        operations.QueueSqlCommand("set local synchronous_commit = off");
        page.Write(operations);
        quotations?.Write(operations);
        // A NOTIFY is sent when its transaction commits: whoever waits is told when the rows can be read, not before.
        operations.QueueSqlCommand(
            $"notify {ProjectedPosition.Channel}, '{events[^1].Sequence.ToString(CultureInfo.InvariantCulture)}'");
    }

    private async Task<(Page Page, QuotationTables? Quotations)> ReadAndApplyAsync(RecordedEvent[] events, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Projector.ProjectAsync(new(connection, ReadModelSchema.InUse), events, cancellation);
    }
}
