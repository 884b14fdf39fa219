using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection.Quotations;

/// <summary>
/// The snapshots and quotations that a page of events may touch: of the claims that it records, and of the sources that it has
/// snapshots of. Without either, nothing is loaded.
/// </summary>
internal sealed class QuotationPage
{
    private readonly Dictionary<Guid, SortedSet<SnapshotRow>> snapshots = [];
    private readonly Dictionary<Guid, Quotation> words = [];
    private readonly Dictionary<Guid, SortedSet<Guid>> readIn = [];

    public QuotationTables Tables { get; } = new();

    /// <summary>Null when the events are about neither.</summary>
    public static async Task<QuotationPage?> LoadAsync(ModelReader model, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        var claims = events.Select(e => e.Data).OfType<ClaimAsserted>().Where(c => c.Quotation is not null).ToList();
        var taken = events.Select(e => e.Data).OfType<SourceSnapshotTaken>().Select(s => s.SourceId).Distinct().ToArray();
        if (claims.Count == 0 && taken.Length == 0) return null;

        var page = new QuotationPage();
        var sources = claims.Select(SourceOf).Concat(taken).Distinct().ToArray();
        ModelStatement[] statements =
        [
            new(
                $"select {RowReaders.SnapshotColumns("s")}, s.since from unnest($1::uuid[]) i(id) {model.LookUp("snapshot", "s", "s.source = i.id")}",
                r =>
                {
                    var row = RowReaders.Snapshot(r);
                    page.Tables.Snapshots.Load(row, r.GetInt64(RowReaders.SnapshotWidth));
                    page.SnapshotsOf(row.Source).Add(row);
                },
                sources),
            new(
                $"""
                select {RowReaders.QuotationColumns("q")}, q.since, c.quote_exact, c.quote_prefix, c.quote_suffix from (
                    select q.* from unnest($1::uuid[]) i(id) {model.LookUp("quotation", "q", "q.claim = i.id")}
                    union
                    select q.* from unnest($2::uuid[]) i(id) {model.LookUp("quotation", "q", "q.source = i.id")}
                ) q {model.LookUp("claim", "c", "c.id = q.claim")}
                """,
                r =>
                {
                    const int o = RowReaders.QuotationWidth + 1;
                    var row = RowReaders.Quotation(r);
                    page.Tables.Quotations.Load(row, r.GetInt64(RowReaders.QuotationWidth));
                    page.Index(row, new(r.GetString(o), r.IsDBNull(o + 1) ? null : r.GetString(o + 1), r.IsDBNull(o + 2) ? null : r.GetString(o + 2)));
                },
                claims.Select(c => c.ClaimId).ToArray(), taken),
        ];
        await model.ReadAsync(statements, cancellation);
        return page;
    }

    /// <summary>The source whose snapshots a claim's quotation is checked against.</summary>
    public static Guid SourceOf(ClaimAsserted claim) => claim.ReadInSourceId ?? claim.SourceId;

    /// <summary>In the order in which they were taken; of those taken at the same instant, in that of the log.</summary>
    public SortedSet<SnapshotRow> SnapshotsOf(Guid source) =>
        snapshots.TryGetValue(source, out var all) ? all : snapshots[source] = new(Comparer<SnapshotRow>.Create(ByTaken));

    /// <summary>Claims whose quotations are checked against the source, in a fixed order.</summary>
    public IReadOnlyList<Guid> ClaimsReadIn(Guid source) => readIn.TryGetValue(source, out var claims) ? [.. claims] : [];

    public Quotation WordsOf(Guid claim) => words[claim];

    public void Add(SnapshotRow row, long position)
    {
        Tables.Snapshots.Set(row, position);
        SnapshotsOf(row.Source).Add(row);
    }

    public void Set(QuotationRow row, Quotation quotation, long position)
    {
        if (Tables.Quotations.Find(row.Claim) is { } before && before.Source != row.Source) readIn[before.Source].Remove(row.Claim);
        Tables.Quotations.Set(row, position);
        Index(row, quotation);
    }

    private void Index(QuotationRow row, Quotation quotation)
    {
        words[row.Claim] = quotation;
        if (!readIn.TryGetValue(row.Source, out var claims)) readIn[row.Source] = claims = [];
        claims.Add(row.Claim);
    }

    public static int ByTaken(SnapshotRow a, SnapshotRow b) => (a.Taken, a.Position).CompareTo((b.Taken, b.Position));
}
