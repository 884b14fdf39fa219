using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.ReadModel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store.Integrity;

/// <summary>
/// Compares the read model with what the log gives: makes it anew in a schema of its own, by the projection's own code, quotations checked again, and looks at every
/// row of every version. Recording and reading go on; nothing of what is in use is changed. See docs/decisions/028.
/// </summary>
public sealed class ReadModelVerification(StoreSettings settings, ILogger<ReadModelVerification> logger)
{
    private const int MostContents = 5;

    private const string QuotationTable = "model.quotation";

    private const string AlteredSql = "select c.sha256 from log.snapshot_content c where encode(sha256(c.bytes), 'hex') <> c.sha256";

    /// <exception cref="VerificationUnderWayException">Another process does the same already.</exception>
    public async Task<ModelVerification> RunAsync(IProgress<VerificationProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var database = ModelFilling.OpenDatabase(settings, "KnowledgeBase verification");
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!await connection.ScalarAsync<bool>("select pg_try_advisory_lock(hashtext('knowledgebase.verification'))", cancellation)) throw new VerificationUnderWayException();
        var made = new NextModel(NextModel.CheckedSchema);
        try
        {
            while (true)
            {
                try
                {
                    return await RunAsync(database, connection, made, progress, cancellation);
                }
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
                {
                    if (await made.ExistsAsync(connection, cancellation)) throw;
                    logger.LogInformation("Somebody was erased from the log while it was verified; beginning again.");
                }
            }
        }
        finally
        {
            // What it made may tell of people who are erased from the log later on.
            await connection.ExecuteAsync(made.DropSql, CancellationToken.None);
        }
    }

    private static async Task<ModelVerification> RunAsync(
        NpgsqlDataSource database, NpgsqlConnection connection, NextModel made, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        await connection.ExecuteAsync("reset enable_seqscan; reset work_mem", cancellation);
        await made.BeginAsync(connection, isNew: true, cancellation);
        var recorded = await connection.ScalarAsync<long>("select coalesce(max(seq_id), 0) from log.mt_events", cancellation);
        var position = await connection.ScalarAsync<long>($"select {ProjectedPosition.Sql}", cancellation);
        await new ModelFilling(database, connection, made, 0)
            .FillAsync(position, at => progress?.Report(new(VerificationPhase.Projecting, at, position)), cancellation);
        // Whole tables are read from here on.
        await connection.ExecuteAsync("set enable_seqscan = on; set work_mem = '64MB'", cancellation);
        progress?.Report(new(VerificationPhase.Contents, 0, null));
        var contents = await ContentsAsync(connection, made, cancellation);

        var comparison = new ModelComparison(connection, made, position);
        var (tables, rows, quotations) = (new List<TableDifference>(), 0L, 0L);
        foreach (var (index, table) in ReadModelSchema.Tables.Index())
        {
            progress?.Report(new(VerificationPhase.Comparing, index, ReadModelSchema.Tables.Count));
            var (count, difference) = await comparison.CompareAsync(table, cancellation);
            rows += count;
            if (table == QuotationTable) quotations = count;
            if (difference is not null) tables.Add(difference);
        }

        progress?.Report(new(VerificationPhase.Comparing, ReadModelSchema.Tables.Count, ReadModelSchema.Tables.Count));
        return new(position, Math.Max(recorded, position), rows, quotations, tables, contents);
    }

    /// <summary>Quotations are checked against what is kept beside the log; the log has its hashes.</summary>
    private static async Task<IReadOnlyList<string>> ContentsAsync(NpgsqlConnection connection, NextModel made, CancellationToken cancellation)
    {
        var missing = $"""
            select s.sha256 from {made.In("model.snapshot")} s
            where s.sha256 <> '' and not exists (select from log.snapshot_text t where t.sha256 = s.sha256 and t.media_type = s.media_type)
            """;
        await using var command = new NpgsqlCommand($"{AlteredSql} union {missing} order by 1 limit {MostContents}", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetString(0));
        return found;
    }
}
