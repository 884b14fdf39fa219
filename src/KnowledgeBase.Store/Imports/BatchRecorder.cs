using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store.Imports;

/// <summary>What is wrong with one record of a batch.</summary>
/// <param name="Record">Its place in the batch, from 0 on.</param>
/// <param name="Command">Its command that is refused.</param>
public sealed record RecordRefusal(int Record, object Command, Refusal Refusal);

/// <param name="Events">That were recorded; 0 also when all of it was recorded before.</param>
/// <param name="Position">Of the last of them; 0 when there is none.</param>
public sealed record BatchResult(long Events, long Position, IReadOnlyList<RecordRefusal> Refusals);

/// <summary>Records an import, batch after batch, each in a transaction of its own; so a file of any size needs the memory of a batch.</summary>
public sealed class BatchRecorder(IDocumentStore store, NpgsqlDataSource database, ProjectedPosition projected, SnapshotReader snapshots)
{
    /// <summary>Records of a batch. Other writers wait for one to be recorded.</summary>
    public const int MostRecords = 5_000;

    /// <summary>An import waits no longer for a read model that stands still.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Records a batch and how far the import has got with it, in one transaction. A record's commands are recorded all or none; later
    /// records see earlier ones.
    /// </summary>
    /// <param name="records">The commands of each; none for a record that was refused before.</param>
    /// <param name="refusedBefore">Records of the batch that were refused before they came here.</param>
    /// <param name="skipRefused">When false, nothing is recorded when anything is refused.</param>
    /// <param name="tell">Is told each refusal.</param>
    /// <param name="keepTold">Called before the batch counts as done: what was told has to be kept by then.</param>
    public async Task<BatchResult> RecordAsync(
        Author author, IReadOnlyList<IReadOnlyList<object>> records, int refusedBefore, bool skipRefused,
        Func<RecordRefusal, ValueTask> tell, Func<CancellationToken, ValueTask> keepTold, CancellationToken cancellation)
    {
        var readings = SnapshotReadings.Of(records.SelectMany(r => r), snapshots);
        await using var writing = await WriteTransaction.BeginAsync(store, database, author, cancellation);
        var state = await RecordedStreams.LoadAsync(writing.Connection, records.SelectMany(r => r), readings, null, cancellation);
        var refusals = Decide(state, records);
        foreach (var refusal in refusals) await tell(refusal);
        await keepTold(cancellation);
        if (refusals.Count > 0 && !skipRefused) return new(0, 0, refusals);
        var changes = await writing.AppendAsync(state, cancellation);
        await SnapshotContents.AddAsync(writing.Connection, state.Added.SelectMany(s => s.Events).OfType<SourceSnapshotTaken>(), readings, cancellation);
        var refused = refusals.Select(r => r.Record).Distinct().Count() + refusedBefore;
        if (author.ImportId is { } import) await ImportRegister.AdvanceAsync(writing.Connection, import, records.Count, refused, changes.Count, cancellation);
        var result = await writing.CommitAsync([], changes, null, cancellation);
        return new(changes.Count, result.Position, refusals);
    }

    /// <summary>Begins to check an import and to record nothing.</summary>
    public Task<BatchChecker> BeginCheckAsync(CancellationToken cancellation) => BatchChecker.BeginAsync(store, database, snapshots, cancellation);

    /// <summary>Records what can be recorded, for no import.</summary>
    public Task<BatchResult> RecordAsync(Author author, IReadOnlyList<IReadOnlyList<object>> records, CancellationToken cancellation) =>
        RecordAsync(author, records, 0, true, _ => ValueTask.CompletedTask, _ => ValueTask.CompletedTask, cancellation);

    /// <summary>The position of the last event; 0 when there is none.</summary>
    public async Task<long> LastAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq_id), 0) from log.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Ends when the read model shows a position, however long that takes while it moves.</summary>
    /// <exception cref="ProjectionLagException">It stands still.</exception>
    public async Task WaitAsync(long position, CancellationToken cancellation)
    {
        var (still, before) = (TimeSpan.Zero, projected.Current);
        while (position > 0)
        {
            try
            {
                await projected.WaitForAsync(position, cancellation);
                return;
            }
            catch (ProjectionLagException) when (projected.Current > before || (still += ProjectedPosition.Patience) < Patience)
            {
                if (projected.Current > before) still = TimeSpan.Zero;
                before = projected.Current;
            }
        }
    }

    internal static List<RecordRefusal> Decide(RecordedState state, IReadOnlyList<IReadOnlyList<object>> records)
    {
        var refusals = new List<RecordRefusal>();
        for (var i = 0; i < records.Count; i++)
        {
            state.Mark();
            foreach (var command in records[i])
            {
                var wrong = Deciding.Decide(state, [new(command)]);
                if (wrong.Count == 0) continue;
                refusals.AddRange(wrong.Select(w => new RecordRefusal(i, command, w)));
                state.TakeBack();
                break;
            }
        }

        return refusals;
    }
}
