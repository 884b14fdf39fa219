using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Erasure;

/// <summary>Nothing was erased: the read model, which is corrected with the log, does not show yet what the log has.</summary>
public sealed class ErasureDelayedException(ProjectionLagException lag) : Exception("Nothing was erased: the read model is behind the log.", lag);

/// <summary>
/// Erases the details of a natural person, whole or not at all, in one transaction under the writers' lock: it rewrites the events,
/// records that it did, and puts what follows from the rewritten events into the read model, all versions of it. See
/// docs/decisions/014.
/// </summary>
public sealed class Eraser(IDocumentStore store, NpgsqlDataSource database, ProjectedPosition projected, ErasureList list, ILogger<Eraser> logger)
{
    // Views hold facts of their own. Whoever works one out holds a row lock on the table from before its first read, so that no view
    // that is made from what was before remains.
    private const string ForgetViewsSql = """
        lock table lens.view in exclusive mode;
        delete from model.fact where since < 0;
        delete from model.expulsion where since < 0;
        delete from lens.fact_effect;
        delete from lens.claim_out;
        delete from lens.source_out;
        delete from lens.view
        """;

    // A key is text of the client's choice, and a fingerprint can be tried with guesses. An import's are digests of whole files.
    private const string ForgetReceiptsSql = $"""
        delete from log.mt_doc_commandreceipt d
        where d.id not like '{CommandReceipt.ImportPrefix}%'
          and (exists (select from jsonb_array_elements(d.data -> 'changes') c where (c ->> 'position')::bigint = any($1))
               or exists (select from jsonb_array_elements_text(d.data -> 'targets') t where t::uuid = any($2)))
        """;

    // ANALYZE takes new samples where it finds rows, and leaves the old ones where it finds none any more.
    private const string ForgetSamplesSql = """
        select pg_clear_attribute_stats(s.schemaname, s.tablename, s.attname, s.inherited)
        from pg_stats s join pg_class c on c.relname = s.tablename and c.relnamespace = s.schemaname::regnamespace
        where c.oid = $1::regclass or c.oid in (select i.indexrelid from pg_index i where i.indrelid = $1::regclass)
        """;

    /// <summary>Erases. Done already, and with nothing new to erase, it changes nothing.</summary>
    /// <exception cref="ErasureDelayedException">The read model does not follow the log in time: nothing was done.</exception>
    /// <exception cref="ProjectionLagException">It is done, but the read model did not show in time that it is.</exception>
    public async Task<RecordingResult> EraseAsync(Author author, EraseSubject command, IdempotencyKey? key, CancellationToken cancellation)
    {
        // Mostly waited for here, where nobody is held up by it.
        await using (var connection = await database.OpenConnectionAsync(cancellation)) await CatchUpAsync(connection, cancellation);
        var result = await EraseInOneTransaction(author, command, key, cancellation);
        if (result.Position == 0) return result;
        // It is done: whatever fails from here on is not the sender's.
        await AfterwardsAsync("The list of erasures was not completed; the next start does it.", () => list.CompleteAsync(database, CancellationToken.None));
        await AfterwardsAsync("Old versions of rows were not cleared away; autovacuum does it.", CleanAsync);
        await projected.WaitForAsync(result.Position, cancellation);
        return result;
    }

    private async Task AfterwardsAsync(string otherwise, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            logger.LogError(ToldException.Of(e), "An erasure is recorded. {Otherwise}", otherwise);
        }
    }

    /// <summary>Clears away the old versions of rows, and the samples of values that PostgreSQL plans with.</summary>
    private async Task CleanAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        foreach (var table in ReadModelSchema.Tables.Concat(["log.mt_events", "log.seal", "log.mt_doc_commandreceipt", "log.snapshot_content", "log.snapshot_text"]))
        {
            await connection.ExecuteAsync($"vacuum {table}", CancellationToken.None);
            // Together, so that nothing is planned without samples.
            await using var transaction = await connection.BeginTransactionAsync();
            if (connection.PostgreSqlVersion.Major >= 18) await connection.ExecuteAsync(ForgetSamplesSql, CancellationToken.None, table);
            await connection.ExecuteAsync($"analyze {table}", CancellationToken.None);
            await transaction.CommitAsync();
        }
    }

    private async Task<RecordingResult> EraseInOneTransaction(Author author, EraseSubject command, IdempotencyKey? key, CancellationToken cancellation)
    {
        await using var writing = await WriteTransaction.BeginAsync(store, database, author, cancellation);
        if (key is not null && await writing.ReplayAsync(key, cancellation) is { } earlier) return earlier;
        // The daemon then has nothing to do until this commits.
        await CatchUpAsync(writing.Connection, cancellation);
        // It writes to the read model in use, and no other one may be put in its place meanwhile.
        await writing.Connection.ExecuteAsync(ModelSwap.ShareSql, cancellation);

        var scope = new ErasureScope(writing.Connection);
        var subject = await scope.SubjectAsync(command, cancellation);
        var further = await scope.FurtherAsync(command.AlsoRedact, cancellation);
        var state = new RecordedState(SnapshotReadings.None);
        foreach (var s in subject.Events.Where(s => subject.Members.Contains(s.Event.Stream))) state.Load(s.Event.Stream, s.Event.Data);
        var refusals = ErasureDecider.Refusals(state.Find(command.SubjectId), command, SubjectNames.Of(subject))
            .Concat(command.AlsoRedact.Index().Where(p => further.All(f => f.Event.Position != p.Item))
                .Select(p => new Refusal(RefusalCodes.NotFound, "There is no such change.", $"alsoRedact.{p.Index}"))).ToList();
        if (refusals.Count > 0) return RecordingResult.Refused(refusals);

        List<ScopedEvent> touched = [.. subject.Events, .. further];
        var rewriter = new PayloadRewriter(writing.Connection);
        var erased = await rewriter.RewriteAsync(touched, cancellation);
        if (erased.Count == 0) return new([command.SubjectId], [], []);
        state.Add(command.SubjectId, new SubjectErased(command.EntityId, command.SourceId, command.Reason.Trim(), erased));
        // What it was merged with is erased with it; which events that took, the first one says.
        foreach (var other in subject.Members.Skip(1)) state.Add(other, new SubjectErased(other, null, command.Reason.Trim(), []));
        var changes = await writing.AppendAsync(state, cancellation);
        await rewriter.ExplainAsync(erased, changes[0].Position, cancellation);
        await ForgetAsync(writing, touched, erased, cancellation);
        return await writing.CommitAsync([command.SubjectId], changes, key, cancellation);
    }

    private static async Task ForgetAsync(WriteTransaction writing, List<ScopedEvent> touched, IReadOnlyList<ErasedEvent> erased, CancellationToken cancellation)
    {
        var positions = erased.Select(e => e.Position).ToHashSet();
        var rewritten = touched.Where(t => positions.Contains(t.Event.Position)).ToList();
        var streams = rewritten.Select(t => t.Event.Stream).ToHashSet();
        // What was only worded otherwise bears on no fact.
        var entities = rewritten.Where(t => t.Depth != RedactionDepth.Words).Select(t => t.Event.Data).Select(EntityOf).OfType<Guid>().ToHashSet();
        await writing.Connection.ExecuteAsync(ForgetViewsSql, cancellation);
        // One that is being made from what the log had begins again.
        await writing.Connection.ExecuteAsync(NextModel.ForgetSql, cancellation);
        await writing.Connection.ExecuteAsync(ForgetReceiptsSql, cancellation, positions.ToArray(), streams.ToArray());
        await SnapshotContents.ForgetAsync(writing.Connection, [.. rewritten.Select(t => t.Event.Data).OfType<SourceSnapshotTaken>().Select(s => s.Sha256).Distinct()], cancellation);
        await new Reprojection(writing).RunAsync(streams, entities, cancellation);
    }

    private static Guid? EntityOf(object @event) => @event switch
    {
        IEntityRegistered e => e.EntityId,
        ClaimAsserted e => e.SubjectId,
        _ => null,
    };

    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from log.mt_events", connection);
        var end = (long)(await command.ExecuteScalarAsync(cancellation))!;
        try
        {
            await projected.WaitForAsync(end, cancellation);
        }
        catch (ProjectionLagException lag)
        {
            throw new ErasureDelayedException(lag);
        }
    }
}
