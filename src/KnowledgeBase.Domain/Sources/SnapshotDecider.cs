using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Sources;

/// <summary>What the bytes of a snapshot are: the text that they reduce to, or why there is none.</summary>
/// <param name="MediaType">In normal form: lower case, with <c>;charset=…</c> when one was named.</param>
/// <param name="Text">What a reader sees of it; empty when it is refused.</param>
/// <param name="Unseen">What else is written in it. Nothing is checked against it and nobody is shown it: an erasure looks for names there.</param>
public sealed record SnapshotReading(string MediaType, string Text, IReadOnlyList<Refusal> Refusals, string Unseen = "");

/// <summary>Decisions about the snapshots of a source.</summary>
public static class SnapshotDecider
{
    /// <summary>Years that a snapshot can be from.</summary>
    private const int FirstYear = 1900, LastYear = 9998;

    /// <summary>
    /// Records nothing when the source had the very same bytes, of the same media type, in the snapshot taken before it: nothing
    /// changed. Snapshots are in the order in which they were taken, not in which they were recorded.
    /// </summary>
    public static Decision Decide(Source? state, TakeSnapshot command, SnapshotReading reading)
    {
        var checks = new Checks();
        foreach (var refusal in reading.Refusals) checks.Add(refusal.Code, refusal.Message, refusal.Path);
        checks.OptionalText(command.Url, Limits.Url, "url")
            .Require(
                command.Url is null or { Length: > Limits.Url } || UrlNormalForm.TryNormalise(command.Url, out _, out _), RefusalCodes.UrlMalformed,
                "Not an absolute http(s) URL.", "url")
            .Require(
                command.TakenAt.Year is >= FirstYear and <= LastYear, RefusalCodes.DateOutOfRange,
                $"A snapshot is from the years {FirstYear} to {LastYear}.", "takenAt");
        return checks.OrElse(() =>
        {
            if (state is null) return Decision.Refuse(RefusalCodes.NotFound, "No source is registered under this id.", "source");
            var taken = new SourceSnapshotTaken(
                state.Id, command.Sha256, reading.MediaType, command.Bytes.Length, ToTheMillisecond(command.TakenAt), command.Url);
            return Before(state, taken) is { } before && SameContent(before, taken) ? Decision.Nothing : Decision.Record(taken);
        });
    }

    private static SourceSnapshotTaken? Before(Source source, SourceSnapshotTaken taken) =>
        source.Snapshots.Where(s => s.TakenAt <= taken.TakenAt).OrderBy(s => s.TakenAt).LastOrDefault();

    private static bool SameContent(SourceSnapshotTaken a, SourceSnapshotTaken b) => a.Sha256 == b.Sha256 && a.MediaType == b.MediaType;

    // What every clock and store keeps, so that an instant stays the same wherever it goes.
    private static DateTimeOffset ToTheMillisecond(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        return new(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
