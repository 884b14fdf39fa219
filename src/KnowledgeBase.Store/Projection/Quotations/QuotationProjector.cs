using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Quotations;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Quotations;

/// <summary>
/// Checks quotations while the log is followed: each when its claim is recorded, and all that were read in a source whenever a
/// snapshot of it is added. What it leaves depends on the events and the contents alone, wherever the log is cut into pages.
/// </summary>
internal sealed class QuotationProjector(QuotationPage page, SnapshotTexts texts)
{
    /// <returns>What is to be written; null when nothing is.</returns>
    public static async Task<QuotationTables?> ApplyAsync(ModelReader model, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        if (await QuotationPage.LoadAsync(model, events, cancellation) is not { } page) return null;
        await new QuotationProjector(page, new(model.Connection)).ApplyAsync(events, cancellation);
        return page.Tables;
    }

    /// <summary>All versions of the rows of some claims and sources, from their beginning.</summary>
    /// <param name="connection">In whose transaction the contents are read.</param>
    /// <param name="events">Every event of the claims, and of the sources that they were read in, in the order of the log.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<QuotationTables> ReplayAsync(NpgsqlConnection connection, IEnumerable<RecordedEvent> events, CancellationToken cancellation)
    {
        var page = new QuotationPage();
        await new QuotationProjector(page, new(connection)).ApplyAsync(events, cancellation);
        return page.Tables;
    }

    private async Task ApplyAsync(IEnumerable<RecordedEvent> events, CancellationToken cancellation)
    {
        foreach (var (data, position) in events)
        {
            if (data is ClaimAsserted { Quotation: { } quotation } claim) await CheckAsync(claim, quotation, position, cancellation);
            else if (data is SourceSnapshotTaken taken) await AddAsync(taken, position, cancellation);
        }
    }

    /// <summary>Against the latest snapshot and, where that does not have it, the ones before it.</summary>
    private async Task CheckAsync(ClaimAsserted claim, Quotation quotation, long position, CancellationToken cancellation)
    {
        var row = new QuotationRow(claim.ClaimId, QuotationPage.SourceOf(claim), QuotationStatus.NoSnapshot, 0, null, null);
        foreach (var snapshot in page.SnapshotsOf(row.Source).Reverse())
        {
            if (await texts.OfAsync(snapshot, cancellation) is not { } text) continue;
            var finding = text.Find(quotation);
            row = row.CheckedAgainst is null ? Latest(row, snapshot, finding)
                : finding.IsFound ? row with { Status = QuotationStatus.SnapshotChanged, LastFoundIn = snapshot.Position }
                : row;
            if (row.LastFoundIn is not null) break;
        }

        page.Set(row, quotation, position);
    }

    private async Task AddAsync(SourceSnapshotTaken taken, long position, CancellationToken cancellation)
    {
        var snapshot = new SnapshotRow(taken.SourceId, position, taken.Sha256, taken.MediaType, taken.Length, taken.TakenAt.UtcDateTime, taken.Url);
        page.Add(snapshot, position);
        var claims = page.ClaimsReadIn(snapshot.Source);
        if (claims.Count == 0 || await texts.OfAsync(snapshot, cancellation) is not { } text) return;
        foreach (var claim in claims)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = page.Tables.Quotations.Find(claim)!;
            if (IsAfter(snapshot, row.CheckedAgainst)) page.Set(Latest(row, snapshot, text.Find(page.WordsOf(claim))), page.WordsOf(claim), position);
            // One from before the latest bears on a quotation only when it is later than what has it.
            else if (IsAfter(snapshot, row.LastFoundIn) && text.Find(page.WordsOf(claim)).IsFound)
            {
                page.Set(row with { Status = QuotationStatus.SnapshotChanged, LastFoundIn = snapshot.Position }, page.WordsOf(claim), position);
            }
        }
    }

    /// <summary>Whether it was taken after another of the same source; true when there is no other.</summary>
    private bool IsAfter(SnapshotRow snapshot, long? other) =>
        other is not { } position || QuotationPage.ByTaken(snapshot, page.Tables.Snapshots.Find((snapshot.Source, position))!) > 0;

    private static QuotationRow Latest(QuotationRow row, SnapshotRow snapshot, QuotationFinding finding) => row with
    {
        Status = finding.IsFound ? finding.Status : row.LastFoundIn is null ? QuotationStatus.Missing : QuotationStatus.SnapshotChanged,
        Places = finding.Places,
        CheckedAgainst = snapshot.Position,
        LastFoundIn = finding.IsFound ? snapshot.Position : row.LastFoundIn,
    };
}
