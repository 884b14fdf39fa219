using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Projection;
using Marten;
using Marten.Services;
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
public sealed class Recorder(IDocumentStore store, NpgsqlDataSource database, ProjectedPosition projected)
{
    private const string LockSql = "select pg_advisory_xact_lock(hashtext('knowledgebase.recorder'))";

    // In a statement of its own, after the lock, so that it sees the last writer's events. The microsecond keeps recorded time
    // strictly increasing when the clock stands still or was set back.
    private const string NowSql =
        "select greatest(clock_timestamp(), (select timestamp + interval '1 microsecond' from log.mt_events order by seq_id desc limit 1))";

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
        return Decide(await Load(session, steps, cancellation), steps);
    }

    private async Task<RecordingResult> RecordInOneTransaction(
        Author author, IReadOnlyList<Step> steps, IdempotencyKey? key, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Scalar(connection, LockSql, cancellation);
        var options = SessionOptions.ForTransaction(transaction);
        options.Tracking = DocumentTracking.None;
        await using var session = store.OpenSession(options);
        Describe(session, author);

        if (key is not null && await Replay(session, author, key, cancellation) is { } earlier) return earlier;
        var state = await Load(session, steps, cancellation);
        var refusals = Decide(state, steps);
        if (refusals.Count > 0) return RecordingResult.Refused(refusals);

        var recordedAt = new DateTimeOffset((DateTime)(await Scalar(connection, NowSql, cancellation))!, TimeSpan.Zero);
        var appended = Append(session, state, recordedAt);
        var targets = steps.Select(s => CommandRouting.StreamOf(s.Command)).ToList();
        await session.SaveChangesAsync(cancellation);
        var changes = appended
            .SelectMany(a => a.Events.Select(e => new RecordedChange(e.Sequence, a.Id, e.EventTypeName)))
            .OrderBy(c => c.Position).ToList();
        if (changes.Count > 0) await Seals.AddAsync(connection, changes[0].Position, changes[^1].Position, cancellation);
        if (key is not null)
        {
            session.Insert(new CommandReceipt(CommandReceipt.IdOf(key.Owner ?? author.Actor, key.Key), key.Fingerprint, targets, changes));
            await session.SaveChangesAsync(cancellation);
        }

        // Not cancellable: past this point the request is recorded, and its sender should be told so.
        await transaction.CommitAsync(CancellationToken.None);
        return new(targets, changes, []);
    }

    private static void Describe(IDocumentSession session, Author author)
    {
        session.LastModifiedBy = author.Actor;
        session.CorrelationId = author.RequestId;
        session.CausationId = author.CausedBy;
        if (author.ImportId is { } import) session.SetHeader(Metadata.ImportHeader, import.ToString("D"));
    }

    private static async Task<RecordingResult?> Replay(
        IDocumentSession session, Author author, IdempotencyKey key, CancellationToken cancellation)
    {
        var receipt = await session.LoadAsync<CommandReceipt>(CommandReceipt.IdOf(key.Owner ?? author.Actor, key.Key), cancellation);
        if (receipt is null) return null;
        return receipt.Fingerprint == key.Fingerprint
            ? new(receipt.Targets, receipt.Changes, [], WasReplayed: true)
            : RecordingResult.Refused([new(RefusalCodes.IdempotencyConflict, "This idempotency key was used with another input.", "idempotencyKey")]);
    }

    private static async Task<RecordedState> Load(IQuerySession session, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        var ids = steps
            .SelectMany(s => CommandRouting.Context(s.Command)
                .Concat(CommandRouting.Checked(s.Command).Select(r => r.Id))
                .Append(CommandRouting.StreamOf(s.Command)))
            .Distinct().ToArray();
        var state = new RecordedState();
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
        foreach (var reference in CommandRouting.Checked(step.Command))
        {
            if (!state.Exists(reference)) yield return new(RefusalCodes.NotFound, $"No {reference.Kind.ToString().ToLowerInvariant()} is registered under this id.", reference.Path);
        }

        if (step.ExpectedVersion is { } expected && state.VersionOf(id) != expected)
        {
            yield return new(RefusalCodes.Conflict, $"It is at version {state.VersionOf(id)}, not {expected}: somebody changed it since.", "expectedVersion");
        }
    }

    private static List<JasperFx.Events.StreamAction> Append(IDocumentSession session, RecordedState state, DateTimeOffset recordedAt)
    {
        var actions = new List<JasperFx.Events.StreamAction>();
        foreach (var (id, isNew, events) in state.Added)
        {
            var action = isNew ? session.Events.StartStream(id, events) : session.Events.Append(id, events);
            foreach (var e in action.Events) e.Timestamp = recordedAt;
            actions.Add(action);
        }

        return actions;
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
