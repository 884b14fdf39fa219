using KnowledgeBase.Store.Projection.Quotations;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Projection.Rebuilding;

/// <summary>The read model that is being made, in a schema of its own, and how far it has got.</summary>
internal static class NextModel
{
    public const string Schema = "model_next";

    /// <summary>Removes what rebuilds that were broken off may have left, and may hold what is erased now.</summary>
    public const string ForgetSql = $"drop schema if exists {Schema} cascade; drop schema if exists {ModelSwap.Old} cascade";

    /// <summary>Said on a connection that writes pages, besides the one that holds the lock of all rebuilds.</summary>
    public const string WritingSql = "select pg_advisory_lock_shared(hashtext('knowledgebase.rebuild.pages'))";

    // PostgreSQL may still be writing for a process that was killed.
    private const string NobodyWritesSql = "select pg_advisory_xact_lock(hashtext('knowledgebase.rebuild.pages'))";

    /// <summary>Indexes that filling needs: of them, and of the keys, it looks up what events are about. All others are made when it is full.</summary>
    private static readonly HashSet<string> WhileFilling =
    [
        "entity_survivor", "entity_absorbed", "merge_since", "merge_until", "citation_cited", "claim_subject", "claim_recorded_subject",
        "claim_recorded_value", "claim_source", "claim_attributed", "claim_value_entity", "quotation_source",
    ];

    /// <summary>Begins with an empty one, or goes on with one that an earlier rebuild did not bring to its end.</summary>
    /// <returns>The position up to which it is filled.</returns>
    public static async Task<long> BeginAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(NobodyWritesSql, cancellation);
        // An erasure under way would not find what begins only now, and is to be over before the first event is read.
        await connection.ExecuteAsync(ModelSwap.ExcludeSql, cancellation);
        if (!await ExistsAsync(connection, cancellation) || await connection.ScalarAsync<string>($"select fingerprint from {Schema}.about", cancellation) != ReadModelSchema.Fingerprint)
        {
            var indexes = ReadModelSchema.IndexesIn(Schema).Where(i => WhileFilling.Contains(i.Key)).Select(i => i.Value);
            // Each page cleans up after itself as little as it can: what it leaves is cleared away once, when all are done.
            var settings = ReadModelSchema.Tables.Select(t => $"alter table {In(t)} set (autovacuum_enabled = false)");
            await connection.ExecuteAsync($"drop schema if exists {Schema} cascade; {ReadModelSchema.TablesIn(Schema)}", cancellation);
            await connection.ExecuteAsync(string.Join("; ", [.. indexes, .. settings]), cancellation);
            await connection.ExecuteAsync($"create table {Schema}.filled (position bigint not null); insert into {Schema}.filled values (0)", cancellation);
        }

        var position = await connection.ScalarAsync<long>($"select position from {Schema}.filled", cancellation);
        await ForgetAfterAsync(connection, position, cancellation);
        await transaction.CommitAsync(cancellation);
        return position;
    }

    /// <summary>Every row tells from which position to which it stood.</summary>
    private static async Task ForgetAfterAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        foreach (var table in ReadModelSchema.Tables.Select(In))
        {
            await connection.ExecuteAsync(
                FormattableString.Invariant($"delete from {table} where since > {position}; update {table} set until = {ReadModelSchema.Forever} where until > {position} and until < {ReadModelSchema.Forever}"),
                cancellation);
        }
    }

    public static Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.ScalarAsync<bool>($"select to_regclass('{Schema}.filled') is not null", cancellation);

    /// <summary>Projects a page of events and writes what comes out of it, in the connection's transaction.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        var (page, quotations) = await Projector.ProjectAsync(new(connection, Schema), events, cancellation);
        await page.CopyAsync(connection, Schema, cancellation);
        if (quotations is not null) await quotations.CopyAsync(connection, Schema, cancellation);
        await connection.ExecuteAsync(FilledSql(events), cancellation);
    }

    /// <summary>
    /// The same on two connections at once, each in transactions of its own. Broken off in between, it leaves rows of the page, which
    /// <see cref="BeginAsync"/> takes away again.
    /// </summary>
    public static async Task AddAsync(NpgsqlConnection connection, NpgsqlConnection beside, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        // Both are ended before anything is written, which the other would read.
        var quoting = QuotationProjector.ApplyAsync(new(beside, Schema), events, cancellation);
        var projecting = Projector.ProjectPageAsync(new(connection, Schema), events, cancellation);
        await Task.WhenAll(quoting, projecting);
        var (quotations, page) = (await quoting, await projecting);
        await Task.WhenAll(
            Task.Run(() => page.CopyClaimsAsync(connection, Schema, cancellation), cancellation),
            Task.Run(() => CopyBesideAsync(beside, page, quotations, cancellation), cancellation));
        await connection.ExecuteAsync(FilledSql(events), cancellation);
    }

    private static async Task CopyBesideAsync(NpgsqlConnection connection, Page page, QuotationTables? quotations, CancellationToken cancellation)
    {
        await page.CopyRestAsync(connection, Schema, cancellation);
        if (quotations is not null) await quotations.CopyAsync(connection, Schema, cancellation);
    }

    private static string FilledSql(IReadOnlyList<RecordedEvent> events) => FormattableString.Invariant($"update {Schema}.filled set position = {events[^1].Position}");

    /// <summary>Makes what filling did without: all other indexes of a table, and statistics.</summary>
    public static async Task CompleteAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        var on = $" on {In(table)} ";
        foreach (var (name, index) in ReadModelSchema.IndexesIn(Schema))
        {
            if (!WhileFilling.Contains(name) && index.Contains(on, StringComparison.Ordinal)) await connection.ExecuteAsync(index, cancellation);
        }

        await connection.ExecuteAsync($"alter table {In(table)} reset (autovacuum_enabled)", cancellation);
        await connection.ExecuteAsync($"analyze {In(table)}", cancellation);
    }

    /// <summary>A table's name in this schema.</summary>
    /// <param name="table">Its name in the read model in use.</param>
    public static string In(string table) => $"{Schema}.{table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..]}";
}
