using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Bulk;

namespace KnowledgeBase.Exchange.Export;

/// <summary>The queries that files are read with.</summary>
public sealed record ExportQueries(
    BulkQueries Bulk, BulkOriginQueries Origins, SourceQueries Sources, ChangeQueries Changes, FactQueries Facts, SnapshotQueries Snapshots);

/// <summary>Opens the base for a file.</summary>
public sealed class ExportReader(
    BulkQueries bulk, BulkOriginQueries origins, SourceQueries sources, ChangeQueries changes, FactQueries facts, SnapshotQueries snapshots)
{
    private readonly ExportQueries queries = new(bulk, origins, sources, changes, facts, snapshots);

    /// <summary>At one position: everything that is read from the answer was so then, whatever is recorded meanwhile.</summary>
    /// <exception cref="Store.Projection.ProjectionLagException">The read model does not show it in time.</exception>
    public async Task<ExportView> OpenAsync(ExportRequest request, CancellationToken cancellation)
    {
        var lens = await queries.Bulk.OpenAsync(request.KnownAt, cancellation);
        var last = (await queries.Changes.AtAsync(lens, [lens.At!.Value], cancellation)).Values.SingleOrDefault();
        return new(queries, lens, last?.RecordedAt, request.Report);
    }
}
