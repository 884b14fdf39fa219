using KnowledgeBase.Store.ReadModel;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Quotations;

/// <summary>What a page of events makes of snapshots and quotations.</summary>
internal sealed class QuotationTables
{
    private static readonly TableWriter<SnapshotRow> SnapshotWriter = new("snapshot", 2,
        new Column<SnapshotRow, Guid>("source", "uuid", r => r.Source), new Column<SnapshotRow, long>("position", "bigint", r => r.Position),
        new Column<SnapshotRow, string>("sha256", "text", r => r.Sha256), new Column<SnapshotRow, string>("media_type", "text", r => r.MediaType),
        new Column<SnapshotRow, long>("length", "bigint", r => r.Length), new Column<SnapshotRow, DateTimeOffset>("taken", "timestamptz", r => new(r.Taken, TimeSpan.Zero)),
        new Column<SnapshotRow, string?>("url", "text", r => r.Url));

    private static readonly TableWriter<QuotationRow> QuotationWriter = new("quotation", 1,
        new Column<QuotationRow, Guid>("claim", "uuid", r => r.Claim), new Column<QuotationRow, Guid>("source", "uuid", r => r.Source),
        new Column<QuotationRow, short>("status", "smallint", r => (short)r.Status), new Column<QuotationRow, int>("places", "integer", r => r.Places),
        new Column<QuotationRow, long?>("checked_against", "bigint", r => r.CheckedAgainst),
        new Column<QuotationRow, long?>("last_found_in", "bigint", r => r.LastFoundIn));

    public VersionedTable<(Guid Source, long Position), SnapshotRow> Snapshots { get; } = new(r => (r.Source, r.Position));

    public VersionedTable<Guid, QuotationRow> Quotations { get; } = new(r => r.Claim);

    /// <summary>As rows that were never there, of these sources' snapshots and these claims' quotations only.</summary>
    public void Insert(IDocumentOperations operations, IReadOnlySet<Guid> sources, IReadOnlySet<Guid> claims)
    {
        SnapshotWriter.Insert(operations, [.. Snapshots.Opened.Where(v => sources.Contains(v.Row.Source))]);
        QuotationWriter.Insert(operations, [.. Quotations.Opened.Where(v => claims.Contains(v.Row.Claim))]);
    }

    public void Write(IDocumentOperations operations)
    {
        SnapshotWriter.Write(operations, Snapshots);
        QuotationWriter.Write(operations, Quotations);
    }

    /// <summary>Into the read model of a schema, in the connection's transaction.</summary>
    public async Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await SnapshotWriter.CopyAsync(connection, schema, Snapshots, cancellation);
        await QuotationWriter.CopyAsync(connection, schema, Quotations, cancellation);
    }
}
