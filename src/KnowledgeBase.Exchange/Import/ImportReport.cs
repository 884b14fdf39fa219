namespace KnowledgeBase.Exchange.Import;

/// <summary>One thing that is wrong with one record.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Number of the line, from 1 on; 0 for the whole file.</param>
/// <param name="Code">Stable, for programs; see docs/errors.md.</param>
/// <param name="Path">Dot-separated place in the record; empty for the whole record.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record ImportError(string File, long Line, string Code, string Path, string Message)
{
    public override string ToString() => $"{File}:{Line}: {(Path.Length == 0 ? "" : $"{Path}: ")}{Message} ({Code})";
}

public enum ImportOutcome
{
    /// <summary>All of it is recorded.</summary>
    Recorded,
    /// <summary>All of it was recorded before; nothing is new.</summary>
    AlreadyRecorded,
    /// <summary>All of it is recorded but for what was refused and skipped, as was asked for.</summary>
    RecordedInPart,
    /// <summary>A dry run: what was not refused could be recorded, nothing was.</summary>
    Checked,
    /// <summary>Something is wrong, so nothing was recorded.</summary>
    Refused,
    /// <summary>
    /// Something became wrong while it was being recorded, since somebody else recorded something meanwhile: the records before are recorded.
    /// The same files, mended or not, go on; or it can be undone.
    /// </summary>
    Stopped,
}

/// <summary>What became of an import.</summary>
/// <param name="ImportId">Follows from the lines; in the metadata of the events.</param>
/// <param name="Records">Of the files.</param>
/// <param name="RecordedEvents">By this run.</param>
/// <param name="Errors">The first <see cref="Importer.MaxErrors"/> of this run.</param>
/// <param name="ErrorCount">All of this run.</param>
/// <param name="Unfit">What of the files we cannot express, by kind, the frequent ones first.</param>
/// <param name="ResumedAfter">Records that an earlier run, which was killed, had recorded or refused; 0 for none.</param>
public sealed record ImportReport(
    Guid ImportId, ImportOutcome Outcome, long Records, long RecordedEvents, IReadOnlyList<ImportError> Errors, long ErrorCount,
    IReadOnlyList<UnfitCount> Unfit, long ResumedAfter)
{
    public bool IsRefused => Outcome is ImportOutcome.Refused or ImportOutcome.Stopped;
}

/// <param name="Count">How often it came up.</param>
/// <param name="FirstFile">Where it did first.</param>
public sealed record UnfitCount(string What, string Why, long Count, string FirstFile, long FirstLine);

/// <summary>A file, or anything else that gives bytes, under the name that reports call it by. It is opened several times, and gives the same each time.</summary>
/// <param name="MostBytes">That may be in it when it is not compressed any more: an import of more throws <see cref="FileTooLargeException"/>.</param>
public sealed record ImportFile(string Name, Func<Stream> Open, long MostBytes = long.MaxValue)
{
    /// <summary>What is in it, from the beginning.</summary>
    public Task<Stream> ReadAsync(CancellationToken cancellation) => Compression.DecompressAsync(Open(), MostBytes, cancellation);

    public static ImportFile At(string path) => new(Path.GetFileName(path), () => File.OpenRead(path));
}

/// <param name="Actor">Who imports.</param>
/// <param name="IsDryRun">Everything is checked against what is recorded now, and nothing is recorded.</param>
/// <param name="SkipRefused">What is refused is reported and skipped, and the rest is recorded; otherwise nothing is recorded when anything is refused.</param>
/// <param name="Format">Name of the format.</param>
public sealed record ImportOptions(string Actor, bool IsDryRun = false, bool SkipRefused = false, string Format = JsonLinesFormat.FormatName);

public enum ImportPhase
{
    /// <summary>Every record is read, and its form looked at.</summary>
    Reading,
    /// <summary>Every record is checked against what is recorded.</summary>
    Checking,
    Recording,
}

/// <param name="Records">Done in this phase.</param>
/// <param name="Of">All records; null while they are still being counted.</param>
public sealed record ImportProgress(ImportPhase Phase, long Records, long? Of);
