using System.Runtime.CompilerServices;
using KnowledgeBase.Store.Imports;

namespace KnowledgeBase.Exchange.Import;

/// <summary>One run of an import: its passes over the files, and what came up in them.</summary>
internal sealed class ImportRun(
    IReadOnlyList<ImportFile> files, ImportOptions options, Func<IImportFormat> newFormat, IErrorSink? sink, IProgress<ImportProgress>? progress)
{
    private const int ProgressEvery = 1_000;

    private readonly ErrorList errors = new(Importer.MaxErrors, sink);
    private readonly UnfitList unfit = new();
    private readonly IImportFormat places = newFormat();
    private long resumedAfter;

    public string Name => string.Join(", ", files.Select(f => f.Name));

    public long Records { get; private set; }

    public long RecordedEvents { get; private set; }

    public long ErrorCount => errors.Count;

    /// <summary>Something is wrong, and it was not asked for to skip that.</summary>
    public bool IsRefused => errors.Count > 0 && !options.SkipRefused;

    /// <summary>Null when a file is damaged.</summary>
    public async Task<string?> DigestAsync(CancellationToken cancellation)
    {
        using var digest = new ContentDigest();
        foreach (var file in files)
        {
            try
            {
                await using var stream = await file.ReadAsync(cancellation);
                await digest.AddAsync(stream, cancellation);
            }
            catch (Exception e) when (Compression.IsDamage(e))
            {
                await BeginErrorsAsync(0, cancellation);
                await errors.AddAsync(0, new(file.Name, 0, ImportCodes.DamagedFile, "", "The compressed file is damaged or cut off."), cancellation);
                await FlushAsync(cancellation);
            }
        }

        return errors.Count > 0 ? null : digest.Finish();
    }

    public async Task<ImportReport> RefuseAsync(Guid id, string code, string message, CancellationToken cancellation)
    {
        await BeginErrorsAsync(0, cancellation);
        await errors.AddAsync(0, new(Name, 0, code, "", message), cancellation);
        await FlushAsync(cancellation);
        return Report(id, ImportOutcome.Refused);
    }

    public ValueTask BeginErrorsAsync(long afterRecord, CancellationToken cancellation) => sink?.BeginAsync(afterRecord, cancellation) ?? ValueTask.CompletedTask;

    /// <summary>Counts the records, and looks at their form.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await foreach (var (number, file, record) in AllAsync(cancellation))
        {
            Records = number;
            foreach (var u in record.Unfit) unfit.Add(u, file, record.Line);
            // What is skipped is told when it is, in the order of the records.
            if (!options.SkipRefused) await TellAsync(number, file, record, cancellation);
            if (number % ProgressEvery == 0) progress?.Report(new(ImportPhase.Reading, number, null));
        }

        await FlushAsync(cancellation);
        progress?.Report(new(ImportPhase.Reading, Records, Records));
    }

    /// <summary>Asks the domain about all of it, against what is recorded now.</summary>
    public async Task CheckAsync(BatchChecker checker, CancellationToken cancellation)
    {
        await using (checker)
        {
            await foreach (var batch in BatchesAsync(0, cancellation))
            {
                if (options.SkipRefused) await TellFormAsync(batch, cancellation);
                foreach (var refusal in await checker.CheckAsync(Commands(batch), cancellation)) await TellAsync(batch[refusal.Record], refusal, cancellation);
                progress?.Report(new(ImportPhase.Checking, batch[^1].Number, Records));
            }
        }

        await FlushAsync(cancellation);
    }

    /// <returns>False when something was refused that was not to be skipped.</returns>
    public async Task<bool> RecordAsync(BatchRecorder recorder, Guid id, long after, CancellationToken cancellation)
    {
        resumedAfter = after;
        // The run that was killed may have been killed before the read model showed what it recorded.
        var (shown, position) = (0L, after > 0 ? await recorder.LastAsync(cancellation) : 0);
        await foreach (var batch in BatchesAsync(after, cancellation))
        {
            // One batch is projected while the next one is recorded, and no more: whoever else writes waits for the read model, too.
            await recorder.WaitAsync(shown, cancellation);
            if (options.SkipRefused) await TellFormAsync(batch, cancellation);
            var refusedBefore = batch.Count(b => b.Record.Wrong.Count > 0);
            var result = await recorder.RecordAsync(new(options.Actor, ImportId: id), Commands(batch), refusedBefore, options.SkipRefused, Tell(batch), FlushAsync, cancellation);
            if (result.Refusals.Count > 0 && !options.SkipRefused) return false;
            RecordedEvents += result.Events;
            if (result.Position > 0) (shown, position) = (position, result.Position);
            progress?.Report(new(ImportPhase.Recording, batch[^1].Number, Records));
        }

        await recorder.WaitAsync(position, cancellation);
        return true;
    }

    public ImportReport Report(Guid id, ImportOutcome outcome, long records = 0) =>
        new(id, outcome, Math.Max(Records, records), RecordedEvents, errors.Kept, errors.Count, unfit.All, resumedAfter);

    private static List<IReadOnlyList<object>> Commands(IReadOnlyList<Numbered> batch) => [.. batch.Select(b => b.Record.Commands)];

    private Func<RecordRefusal, ValueTask> Tell(IReadOnlyList<Numbered> batch) => refusal => TellAsync(batch[refusal.Record], refusal, CancellationToken.None);

    private async ValueTask TellFormAsync(IReadOnlyList<Numbered> batch, CancellationToken cancellation)
    {
        foreach (var (number, file, record) in batch) await TellAsync(number, file, record, cancellation);
    }

    private async ValueTask TellAsync(long number, string file, ImportRecord record, CancellationToken cancellation)
    {
        foreach (var wrong in record.Wrong) await errors.AddAsync(number, new(file, record.Line, wrong.Code, wrong.Path, wrong.Message), cancellation);
    }

    private ValueTask TellAsync(Numbered at, RecordRefusal refusal, CancellationToken cancellation)
    {
        var path = refusal.Refusal.Path.Length == 0 ? "" : places.PlaceOf(refusal.Command, refusal.Refusal.Path);
        return errors.AddAsync(at.Number, new(at.File, at.Record.Line, refusal.Refusal.Code, path, refusal.Refusal.Message), cancellation);
    }

    private ValueTask FlushAsync(CancellationToken cancellation) => sink?.FlushAsync(cancellation) ?? ValueTask.CompletedTask;

    private async IAsyncEnumerable<IReadOnlyList<Numbered>> BatchesAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new List<Numbered>();
        await foreach (var record in AllAsync(cancellation))
        {
            if (record.Number <= after) continue;
            batch.Add(record);
            if (batch.Count < BatchRecorder.MostRecords) continue;
            yield return batch;
            batch = [];
        }

        if (batch.Count > 0) yield return batch;
    }

    private async IAsyncEnumerable<Numbered> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var format = newFormat();
        var number = 0L;
        foreach (var file in files)
        {
            await using var stream = await file.ReadAsync(cancellation);
            await foreach (var record in format.ReadAsync(stream, cancellation)) yield return new(++number, file.Name, record);
        }
    }

    /// <param name="Number">Among all records of the import, from 1 on.</param>
    private sealed record Numbered(long Number, string File, ImportRecord Record);
}
