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
public sealed class Recorder(IDocumentStore store, NpgsqlDataSource database, ProjectedPosition projected, SnapshotReader snapshots)
{
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
        await using var session = store.QuerySession();
        return Decide(await Load(session, steps, SnapshotReadings.Of(steps, snapshots), cancellation), steps);
    }

    private async Task<RecordingResult> RecordInOneTransaction(
        Author author, IReadOnlyList<Step> steps, IdempotencyKey? key, CancellationToken cancellation)
    {
        var readings = SnapshotReadings.Of(steps, snapshots);
        await using var writing = await WriteTransaction.BeginAsync(store, database, author, cancellation);
        if (key is not null && await writing.ReplayAsync(key, cancellation) is { } earlier) return earlier;
        var state = await Load(writing.Session, steps, readings, cancellation);
        var refusals = Decide(state, steps);
        if (refusals.Count > 0) return RecordingResult.Refused(refusals);
        var changes = await writing.AppendAsync(state, cancellation);
        await SnapshotContents.AddAsync(writing.Connection, state.Added.SelectMany(s => s.Events).OfType<SourceSnapshotTaken>(), readings, cancellation);
        return await writing.CommitAsync([.. steps.Select(s => CommandRouting.StreamOf(s.Command))], changes, key, cancellation);
    }

    private static async Task<RecordedState> Load(
        IQuerySession session, IReadOnlyList<Step> steps, SnapshotReadings readings, CancellationToken cancellation)
    {
        var ids = steps
            .SelectMany(s => CommandRouting.Context(s.Command)
                .Concat(CommandRouting.Checked(s.Command).Select(r => r.Id))
                .Append(CommandRouting.StreamOf(s.Command)))
            .Distinct().ToArray();
        var state = new RecordedState(readings);
        // Where entities were merged, the survivors are loaded too, one round for each link of the longest chain.
        for (var wanted = ids; wanted.Length > 0; wanted = [.. state.UnknownSurvivors])
        {
            var events = await session.Events.QueryAllRawEvents()
                .Where(e => e.StreamId.IsOneOf(wanted)).OrderBy(e => e.Sequence).ToListAsync(cancellation);
            if (events.Count == 0) break;
            foreach (var e in events) state.Load(e.StreamId, e.Data);
        }

        return state;
    }

    private static List<Refusal> Decide(RecordedState state, IReadOnlyList<Step> steps)
    {
        var refusals = new List<Refusal>();
        foreach (var step in steps)
        {
            var id = CommandRouting.StreamOf(step.Command);
            var found = Refusals(state, step, id).ToList();
            if (found.Count == 0)
            {
                var decision = CommandRouting.Decide(state.Find(id), step.Command, state);
                foreach (var e in decision.Events) state.Add(id, e);
                found.AddRange(decision.Refusals);
            }

            refusals.AddRange(found.Select(r => step.Path.Length == 0 ? r : r.Path.Length == 0 ? r with { Path = step.Path } : r.Under(step.Path)));
        }

        return refusals;
    }

    private static IEnumerable<Refusal> Refusals(RecordedState state, Step step, Guid id)
    {
        foreach (var (named, path) in CommandRouting.Named(step.Command))
        {
            if (state.IsErased(named)) yield return new(RefusalCodes.Erased, "The details of a person were erased on request; nothing more is recorded about them.", path);
        }

        foreach (var reference in CommandRouting.Checked(step.Command))
        {
            if (!state.Exists(reference)) yield return new(RefusalCodes.NotFound, $"No {reference.Kind.ToString().ToLowerInvariant()} is registered under this id.", reference.Path);
        }

        if (step.ExpectedVersion is { } expected && state.VersionOf(id) != expected)
        {
            yield return new(RefusalCodes.Conflict, $"It is at version {state.VersionOf(id)}, not {expected}: somebody changed it since.", "expectedVersion");
        }
    }
}
