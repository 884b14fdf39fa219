using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Projection;
using Marten;
using Marten.Services;
using Npgsql;

namespace KnowledgeBase.Store.Recording;

/// <summary>
/// A transaction that may append to the log: it holds the one writers' lock, across all nodes, from before its first read to its
/// commit, and seals what it appends. Without a commit, nothing was done.
/// </summary>
internal sealed class WriteTransaction : IAsyncDisposable
{
    /// <summary>Asked for by whoever may not be overtaken by a change.</summary>
    public const string LockSql = "select pg_advisory_xact_lock(hashtext('knowledgebase.recorder'))";

    // What is looked up here is few rows by their ids, whatever they are: a plan that fits them all is not made anew for each request.
    private const string GenericSql = "set local plan_cache_mode = force_generic_plan";

    // In a statement of its own, after the lock, so that it sees the last writer's events. The microsecond keeps recorded time
    // strictly increasing when the clock stands still or was set back.
    private const string NowSql =
        "select greatest(clock_timestamp(), (select timestamp + interval '1 microsecond' from log.mt_events order by seq_id desc limit 1))";

    private readonly IDocumentStore store;
    private readonly NpgsqlTransaction transaction;
    private readonly Author author;

    private WriteTransaction(IDocumentStore store, NpgsqlConnection connection, NpgsqlTransaction transaction, Author author)
    {
        (this.store, Connection, this.transaction, this.author) = (store, connection, transaction, author);
        Session = OpenSession();
    }

    public NpgsqlConnection Connection { get; }

    public IDocumentSession Session { get; }

    /// <summary>What was appended, in order; nothing when it was so much that it was appended in bulk.</summary>
    public IReadOnlyList<RecordedEvent> Appended { get; private set; } = [];

    public static async Task<WriteTransaction> BeginAsync(IDocumentStore store, NpgsqlDataSource database, Author author, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            await using (var begin = new NpgsqlBatch(connection) { BatchCommands = { new(GenericSql), new(LockSql) } }) await begin.ExecuteNonQueryAsync(cancellation);
            return new(store, connection, transaction, author);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The answer of the same request, or the refusal of another one under its key; null when the key is new.</summary>
    public async Task<RecordingResult?> ReplayAsync(IdempotencyKey key, CancellationToken cancellation)
    {
        var receipt = await Session.LoadAsync<CommandReceipt>(ReceiptId(key), cancellation);
        if (receipt is null) return null;
        return receipt.Fingerprint == key.Fingerprint
            ? new(receipt.Targets, receipt.Changes, [], WasReplayed: true)
            : RecordingResult.Refused([new(RefusalCodes.IdempotencyConflict, "This idempotency key was used with another input.", "idempotencyKey")]);
    }

    /// <summary>Appends what the state was given, all at one recorded time.</summary>
    public async Task<IReadOnlyList<RecordedChange>> AppendAsync(RecordedState state, CancellationToken cancellation)
    {
        var recordedAt = new DateTimeOffset((DateTime)(await ScalarAsync(Connection, NowSql, cancellation))!, TimeSpan.Zero);
        if (state.Added.Sum(s => s.Events.Count) >= BulkAppend.Least) return await BulkAppend.AppendAsync(Connection, Session.DocumentStore.Options.Serializer(), author, state, recordedAt, cancellation);
        var actions = new List<JasperFx.Events.StreamAction>();
        foreach (var (id, isNew, events) in state.Added)
        {
            var action = isNew ? Session.Events.StartStream(id, events) : Session.Events.Append(id, events);
            foreach (var e in action.Events) e.Timestamp = recordedAt;
            actions.Add(action);
        }

        await Session.SaveChangesAsync(cancellation);
        Appended = [.. actions.SelectMany(a => a.Events).OrderBy(e => e.Sequence).Select(e => new RecordedEvent(e.Data, e.Sequence))];
        return [.. actions.SelectMany(a => a.Events.Select(e => new RecordedChange(e.Sequence, a.Id, e.EventTypeName))).OrderBy(c => c.Position)];
    }

    /// <summary>Seals the changes, keeps the answer under the key, and commits.</summary>
    public async Task<RecordingResult> CommitAsync(
        IReadOnlyList<Guid> targets, IReadOnlyList<RecordedChange> changes, IdempotencyKey? key, CancellationToken cancellation)
    {
        if (changes.Count > 0) await Seals.AddAsync(Connection, changes[0].Position, changes[^1].Position, cancellation);
        if (key is not null)
        {
            Session.Insert(new CommandReceipt(ReceiptId(key), key.Fingerprint, targets, changes));
            await Session.SaveChangesAsync(cancellation);
        }

        // Not cancellable: past this point the request is recorded, and its sender should be told so.
        await transaction.CommitAsync(CancellationToken.None);
        return new(targets, changes, []);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private string ReceiptId(IdempotencyKey key) => CommandReceipt.IdOf(key.Owner ?? author.Actor, key.Key);

    /// <summary>Another unit of work in the same transaction.</summary>
    public IDocumentSession OpenSession()
    {
        var options = SessionOptions.ForTransaction(transaction);
        options.Tracking = DocumentTracking.None;
        var session = store.OpenSession(options);
        session.LastModifiedBy = author.Actor;
        session.CorrelationId = author.RequestId;
        session.CausationId = author.CausedBy;
        if (author.ImportId is { } import) session.SetHeader(Metadata.ImportHeader, import.ToString("D"));
        return session;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
