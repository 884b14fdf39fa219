using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Recording;

/// <summary>
/// Records requests: loads what they name, decides, appends, and returns when the read model shows it. Each request is
/// recorded whole or not at all.
/// </summary>
/// <remarks>
/// One writer at a time, across all nodes: an advisory lock is held from the load to the commit. So a decision is never made
/// on what somebody else is changing, the order of the log is the order of the commits, recorded time never runs backwards,
/// and no append leaves a gap that the daemon would have to wait for (docs/decisions/007).
/// </remarks>
public sealed class Recorder(IDocumentStore store, NpgsqlDataSource database, ProjectedPosition projected, PromptProjection prompt, SnapshotReader snapshots)
{
    private int waiting;

    /// <summary>Records the steps, in order; later steps see earlier ones.</summary>
    /// <param name="key">When given, the same request is recorded once, however often it is sent.</param>
    /// <exception cref="ProjectionLagException">It is recorded, but the read model did not show it in time.</exception>
    public async Task<RecordingResult> RecordAsync(
        Author author, IReadOnlyList<Step> steps, IdempotencyKey? key = null, CancellationToken cancellation = default)
    {
        var result = await RecordInOneTransaction(author, steps, key, cancellation);
        if (result.Position > 0) await projected.WaitForAsync(result.Position, cancellation);
        return result;
    }

    /// <summary>What would be refused if the steps were recorded now. Records nothing, and holds no writer up.</summary>
    public async Task<IReadOnlyList<Refusal>> CheckAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var readings = SnapshotReadings.Of(steps.Select(s => s.Command), snapshots);
        return Deciding.Decide(await RecordedStreams.LoadAsync(connection, steps.Select(s => s.Command), readings, null, cancellation), steps);
    }

    private async Task<RecordingResult> RecordInOneTransaction(
        Author author, IReadOnlyList<Step> steps, IdempotencyKey? key, CancellationToken cancellation)
    {
        var readings = SnapshotReadings.Of(steps.Select(s => s.Command), snapshots);
        await using var writing = await BeginAsync(author, cancellation);
        if (key is not null && await writing.ReplayAsync(key, cancellation) is { } earlier) return earlier;
        var state = await RecordedStreams.LoadAsync(writing.Connection, steps.Select(s => s.Command), readings, null, cancellation);
        var refusals = Deciding.Decide(state, steps);
        if (refusals.Count > 0) return RecordingResult.Refused(refusals);
        var changes = await writing.AppendAsync(state, cancellation);
        await SnapshotContents.AddAsync(writing.Connection, state.Added.SelectMany(s => s.Events).OfType<SourceSnapshotTaken>(), readings, cancellation);
        // With others behind it, it is quicker for all of them to be shown together.
        var isShown = Volatile.Read(ref waiting) == 0 && await prompt.TryAsync(writing, cancellation);
        var result = await writing.CommitAsync([.. steps.Select(s => CommandRouting.StreamOf(s.Command))], changes, key, cancellation);
        if (isShown) projected.Advance(result.Position);
        return result;
    }

    private async Task<WriteTransaction> BeginAsync(Author author, CancellationToken cancellation)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            return await WriteTransaction.BeginAsync(store, database, author, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
