using KnowledgeBase.Store.Projection.Quotations;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>A read model that is being made, in a schema of its own, and how far it has got.</summary>
internal sealed class NextModel(string schema)
{
    /// <summary>Where the one is made that is to be put in the place of the one in use.</summary>
    public const string Schema = "model_next";

    /// <summary>Where the one is made that the one in use is compared with.</summary>
    public const string CheckedSchema = "model_check";

    /// <summary>Removes what rebuilds that were broken off may have left, and may hold what is erased now.</summary>
    public const string ForgetSql = $"drop schema if exists {Schema} cascade; drop schema if exists {CheckedSchema} cascade; drop schema if exists {ModelSwap.Old} cascade";

    /// <summary>Said on a connection that writes pages, besides the one that holds the lock of all rebuilds.</summary>
    public string WritingSql => $"select pg_advisory_lock_shared({PagesLock})";

    /// <summary>Removes it, as far as it is there.</summary>
    public string DropSql => $"drop schema if exists {schema} cascade";

    // PostgreSQL may still be writing for a process that was killed.
    private string NobodyWritesSql => $"select pg_advisory_xact_lock({PagesLock})";

    private string PagesLock => $"hashtext('knowledgebase.pages.{schema}')";

    /// <summary>Indexes that filling needs: of them, and of the keys, it looks up what events are about. All others are made when it is full.</summary>
    private static readonly HashSet<string> WhileFilling =
    [
        "entity_survivor", "entity_absorbed", "merge_since", "merge_until", "citation_cited", "claim_subject", "claim_recorded_subject",
        "claim_recorded_value", "claim_source", "claim_attributed", "claim_value_entity", "quotation_source",
    ];

    /// <summary>Begins with an empty one, or goes on with one that an earlier rebuild did not bring to its end.</summary>
    /// <param name="connection">On which it is made.</param>
    /// <param name="isNew">Whether an earlier one is thrown away.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The position up to which it is filled.</returns>
    public async Task<long> BeginAsync(NpgsqlConnection connection, bool isNew, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(NobodyWritesSql, cancellation);
        // An erasure under way would not find what begins only now, and is to be over before the first event is read.
        await connection.ExecuteAsync(ModelSwap.ExcludeSql, cancellation);
        if (isNew || !await ExistsAsync(connection, cancellation) || await connection.ScalarAsync<string>($"select fingerprint from {schema}.about", cancellation) != ReadModelSchema.Fingerprint)
        {
            var indexes = ReadModelSchema.IndexesIn(schema).Where(i => WhileFilling.Contains(i.Key)).Select(i => i.Value);
            // Each page cleans up after itself as little as it can: what it leaves is cleared away once, when all are done.
            var settings = ReadModelSchema.Tables.Select(t => $"alter table {In(t)} set (autovacuum_enabled = false)");
            await connection.ExecuteAsync($"{DropSql}; {ReadModelSchema.TablesIn(schema)}", cancellation);
            await connection.ExecuteAsync(string.Join("; ", [.. indexes, .. settings]), cancellation);
        }

        var position = await connection.ScalarAsync<long>($"select position from {schema}.shown", cancellation);
        await ForgetAfterAsync(connection, position, cancellation);
        await transaction.CommitAsync(cancellation);
        return position;
    }

    /// <summary>Every row tells from which position to which it stood.</summary>
    private async Task ForgetAfterAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        foreach (var table in ReadModelSchema.Tables.Select(In))
        {
            await connection.ExecuteAsync(
                FormattableString.Invariant($"delete from {table} where since > {position}; update {table} set until = {ReadModelSchema.Forever} where until > {position} and until < {ReadModelSchema.Forever}"),
                cancellation);
        }
    }

    public Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.ScalarAsync<bool>($"select to_regclass('{schema}.shown') is not null", cancellation);

    /// <summary>Projects a page of events and writes what comes out of it, in the connection's transaction.</summary>
    public async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        var (page, quotations) = await Projector.ProjectAsync(new(connection, schema), events, cancellation);
        await page.CopyAsync(connection, schema, cancellation);
        if (quotations is not null) await quotations.CopyAsync(connection, schema, cancellation);
        await connection.ExecuteAsync(ShownSql(events), cancellation);
    }

    /// <summary>
    /// The same on two connections at once, each in transactions of its own. Broken off in between, it leaves rows of the page, which
    /// <see cref="BeginAsync"/> takes away again.
    /// </summary>
    public async Task AddAsync(NpgsqlConnection connection, NpgsqlConnection beside, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        // Both are ended before anything is written, which the other would read.
        var quoting = QuotationProjector.ApplyAsync(new(beside, schema), events, cancellation);
        var projecting = Projector.ProjectPageAsync(new(connection, schema), events, cancellation);
        await Task.WhenAll(quoting, projecting);
        var (quotations, page) = (await quoting, await projecting);
        await Task.WhenAll(
            Task.Run(() => page.CopyClaimsAsync(connection, schema, cancellation), cancellation),
            Task.Run(() => CopyBesideAsync(beside, page, quotations, cancellation), cancellation));
        await connection.ExecuteAsync(ShownSql(events), cancellation);
    }

    private async Task CopyBesideAsync(NpgsqlConnection connection, Page page, QuotationTables? quotations, CancellationToken cancellation)
    {
        await page.CopyRestAsync(connection, schema, cancellation);
        if (quotations is not null) await quotations.CopyAsync(connection, schema, cancellation);
    }

    private string ShownSql(IReadOnlyList<RecordedEvent> events) => FormattableString.Invariant($"update {schema}.shown set position = {events[^1].Position}");

    /// <summary>Makes what filling did without: all other indexes of a table, and statistics.</summary>
    public async Task CompleteAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        var on = $" on {In(table)} ";
        foreach (var (name, index) in ReadModelSchema.IndexesIn(schema))
        {
            if (!WhileFilling.Contains(name) && index.Contains(on, StringComparison.Ordinal)) await connection.ExecuteAsync(index, cancellation);
        }

        await connection.ExecuteAsync($"alter table {In(table)} reset (autovacuum_enabled)", cancellation);
        await connection.ExecuteAsync($"analyze {In(table)}", cancellation);
    }

    /// <summary>A table's name in this schema.</summary>
    /// <param name="table">Its name in the read model in use.</param>
    public string In(string table) => $"{schema}.{table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..]}";
}
