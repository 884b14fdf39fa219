using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Store.Imports;

namespace KnowledgeBase.Exchange.Import;

/// <summary>
/// Imports files: reads all of them and looks at their form, checks them against what is recorded, and records them batch after
/// batch. Each pass needs the memory of one batch. Killed, the same files go on where it stopped.
/// </summary>
/// <remarks>
/// What fits into one batch is recorded in one transaction: whole, or not at all. Of what is larger, nothing is recorded before all of it
/// was checked; other writers record between its batches, and readers see it grow (docs/decisions/024).
/// </remarks>
/// <param name="formats">Makes a new instance of each format.</param>
public sealed class Importer(Func<IEnumerable<IImportFormat>> formats, ImportRegister register, BatchRecorder recorder)
{
    /// <summary>How many errors a report lists; it counts all of them.</summary>
    public const int MaxErrors = 1_000;

    private static readonly Guid Namespace = new("5d1a4b0e-8f3c-4a5e-9f57-3c0c1e2a7b64");

    /// <summary>Names of the formats.</summary>
    public IReadOnlyList<string> Formats => [.. formats().Select(f => f.Name).Order(StringComparer.Ordinal)];

    /// <summary>The same, for nobody who looks on.</summary>
    public Task<ImportReport> ImportAsync(IEnumerable<ImportFile> files, ImportOptions options, CancellationToken cancellation = default) =>
        ImportAsync([.. files], options, null, null, cancellation);

    /// <summary>Imports the files as one, in their order. The same lines are recorded once, however often they are imported.</summary>
    /// <param name="errors">Keeps all errors; the report lists the first ones only.</param>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    /// <exception cref="Store.Projection.ProjectionLagException">It is recorded, wholly or up to some batch, but the read model stands still. The same files go on.</exception>
    public async Task<ImportReport> ImportAsync(
        IReadOnlyList<ImportFile> files, ImportOptions options, IErrorSink? errors, IProgress<ImportProgress>? progress, CancellationToken cancellation = default)
    {
        if (formats().All(f => f.Name != options.Format)) throw new ArgumentException($"There is no format {options.Format}.", nameof(options));
        var run = new ImportRun(files, options, () => formats().Single(f => f.Name == options.Format), errors, progress);
        if (await run.DigestAsync(cancellation) is not { } digest) return run.Report(Guid.Empty, ImportOutcome.Refused);
        var id = IdOf(digest, options.Format);
        await using var held = options.IsDryRun ? null : await register.HoldAsync(id, cancellation);
        if (held is null && !options.IsDryRun) return await run.RefuseAsync(id, ImportCodes.ImportRunning, "The same files are being imported by somebody else at this moment.", cancellation);
        var before = options.IsDryRun ? null : await register.FindAsync(id, cancellation);
        if (before is { State: ImportState.Done }) return run.Report(id, ImportOutcome.AlreadyRecorded, before.Records);

        var after = before is { State: ImportState.Recording } ? before.Records : 0;
        await run.BeginErrorsAsync(options.SkipRefused ? after : 0, cancellation);
        await run.ReadAsync(cancellation);
        if (run.IsRefused) return run.Report(id, ImportOutcome.Refused);
        if (options.IsDryRun || (!options.SkipRefused && after == 0 && run.Records > BatchRecorder.MostRecords))
        {
            await run.CheckAsync(await recorder.BeginCheckAsync(cancellation), cancellation);
            if (run.IsRefused) return run.Report(id, ImportOutcome.Refused);
            if (options.IsDryRun) return run.Report(id, ImportOutcome.Checked);
        }

        if (run.Records == 0) return run.Report(id, ImportOutcome.AlreadyRecorded);
        await register.BeginAsync(id, options.Format, options.Actor, cancellation);
        var isWhole = await run.RecordAsync(recorder, id, after, cancellation);
        if (!isWhole) return run.Report(id, run.RecordedEvents > 0 || after > 0 ? ImportOutcome.Stopped : await ForgetAsync(id, cancellation));
        await register.SetAsync(id, ImportState.Done, cancellation);
        return run.Report(id, run.ErrorCount > 0 ? ImportOutcome.RecordedInPart : run.RecordedEvents > 0 ? ImportOutcome.Recorded : ImportOutcome.AlreadyRecorded);
    }

    /// <summary>The same lines in the same format are the same import.</summary>
    private static Guid IdOf(string digest, string format) => NameBasedUuid.Create(Namespace, format == JsonLinesFormat.FormatName ? digest : $"{format}:{digest}");

    private async Task<ImportOutcome> ForgetAsync(Guid id, CancellationToken cancellation)
    {
        await register.ForgetAsync(id, cancellation);
        return ImportOutcome.Refused;
    }
}
