namespace KnowledgeBase.Exchange.Import;

/// <summary>One thing that is wrong with one line.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Number of the line, from 1 on.</param>
/// <param name="Code">Stable, for programs; see docs/errors.md.</param>
/// <param name="Path">Dot-separated place in the record; empty for the whole line.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record ImportError(string File, int Line, string Code, string Path, string Message)
{
    public override string ToString() => $"{File}:{Line}: {(Path.Length == 0 ? "" : $"{Path}: ")}{Message} ({Code})";
}

public enum ImportOutcome
{
    /// <summary>All of it is recorded.</summary>
    Recorded,
    /// <summary>All of it was recorded before; nothing is new.</summary>
    AlreadyRecorded,
    /// <summary>A dry run: all of it could be recorded, nothing was.</summary>
    Checked,
    /// <summary>Something is wrong, so nothing was recorded.</summary>
    Refused,
}

/// <summary>What became of an import: all of it recorded, or nothing and the reasons.</summary>
/// <param name="ImportId">Follows from the lines; in the metadata of the events.</param>
/// <param name="Lines">Lines that hold a record.</param>
/// <param name="RecordedEvents">0 unless the outcome is <see cref="ImportOutcome.Recorded"/>.</param>
/// <param name="Errors">The first <see cref="JsonLinesImporter.MaxErrors"/>.</param>
/// <param name="ErrorCount">All of them.</param>
public sealed record ImportReport(
    Guid ImportId, ImportOutcome Outcome, int Lines, int RecordedEvents, IReadOnlyList<ImportError> Errors, int ErrorCount)
{
    public bool IsRefused => Outcome == ImportOutcome.Refused;
}

/// <summary>A file, or anything else that gives lines, under the name that reports call it by.</summary>
public sealed record ImportFile(string Name, Func<Stream> Open)
{
    public static ImportFile At(string path) => new(Path.GetFileName(path), () => File.OpenRead(path));
}
