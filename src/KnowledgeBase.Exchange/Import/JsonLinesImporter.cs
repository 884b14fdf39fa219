using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Exchange.Import;

/// <param name="Actor">Who imports.</param>
/// <param name="IsDryRun">Everything is checked against what is recorded now, and nothing is recorded.</param>
public sealed record ImportOptions(string Actor, bool IsDryRun = false);

/// <summary>
/// Imports files of the project's own format (docs/import-format.md), whole or not at all: every line is read and checked
/// before anything is recorded, and everything is recorded in one transaction. It holds the import's commands in memory.
/// </summary>
public sealed class JsonLinesImporter(Recorder recorder)
{
    /// <summary>How many errors a report lists; it counts all of them.</summary>
    public const int MaxErrors = 1_000;

    // The same lines are the same import whoever brings them, and no client's own key can be among these: no actor is called that.
    private const string KeyOwner = "";

    /// <summary>Imports the files as one, in their order. The same lines are recorded once, however often they are imported.</summary>
    /// <exception cref="Store.Projection.ProjectionLagException">It is recorded, but the read model did not show it in time.</exception>
    public async Task<ImportReport> ImportAsync(IEnumerable<ImportFile> files, ImportOptions options, CancellationToken cancellation = default)
    {
        using var reading = new ImportReading();
        foreach (var file in files)
        {
            await using var stream = file.Open();
            await foreach (var line in LineReader.ReadAsync(stream, cancellation)) reading.Read(file.Name, line);
        }

        var digest = reading.Digest();
        var id = ImportReading.IdOf(digest);
        if (reading.Errors.Count > 0) return Report(ImportOutcome.Refused);
        if (options.IsDryRun)
        {
            foreach (var refusal in await recorder.CheckAsync(reading.Steps, cancellation)) reading.Refuse(refusal);
            return Report(reading.Errors.Count > 0 ? ImportOutcome.Refused : ImportOutcome.Checked);
        }

        if (reading.Steps.Count == 0) return Report(ImportOutcome.AlreadyRecorded);
        var result = await recorder.RecordAsync(new(options.Actor, ImportId: id), reading.Steps, new(digest, digest, KeyOwner), cancellation);
        foreach (var refusal in result.Refusals) reading.Refuse(refusal);
        if (result.IsRefused) return Report(ImportOutcome.Refused);
        return result.WasReplayed || result.Changes.Count == 0 ? Report(ImportOutcome.AlreadyRecorded) : Report(ImportOutcome.Recorded, result.Changes.Count);

        ImportReport Report(ImportOutcome outcome, int recorded = 0) =>
            new(id, outcome, reading.Lines, recorded, reading.Errors.Kept, reading.Errors.Count);
    }
}
