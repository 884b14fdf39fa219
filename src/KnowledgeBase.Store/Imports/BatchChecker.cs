using KnowledgeBase.Store.Recording;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace KnowledgeBase.Store.Imports;

/// <summary>
/// Checks an import against what is recorded now, batch after batch, and records nothing. What earlier batches would add lies in a
/// temporary table, so that the whole is checked in the memory of one batch. No writer is held up.
/// </summary>
public sealed class BatchChecker : IAsyncDisposable
{
    private const string Table = "pg_temp.checked";

    private const string Ddl = """
        create temporary table checked (seq_id bigint generated always as identity, stream_id uuid not null, type text not null, data jsonb not null);
        create index on pg_temp.checked (stream_id)
        """;

    private readonly NpgsqlConnection connection;
    private readonly ISerializer serializer;
    private readonly SnapshotReader snapshots;

    private BatchChecker(NpgsqlConnection connection, ISerializer serializer, SnapshotReader snapshots) =>
        (this.connection, this.serializer, this.snapshots) = (connection, serializer, snapshots);

    internal static async Task<BatchChecker> BeginAsync(IDocumentStore store, NpgsqlDataSource database, SnapshotReader snapshots, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"drop table if exists {Table}; {Ddl}", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        return new(connection, store.Options.Serializer(), snapshots);
    }

    public async Task<IReadOnlyList<RecordRefusal>> CheckAsync(IReadOnlyList<IReadOnlyList<object>> records, CancellationToken cancellation)
    {
        var commands = records.SelectMany(r => r).ToList();
        var state = await RecordedStreams.LoadAsync(connection, commands, SnapshotReadings.Of(commands, snapshots), Table, cancellation);
        var refusals = BatchRecorder.Decide(state, records);
        await using var copy = await connection.BeginBinaryImportAsync($"copy {Table} (stream_id, type, data) from stdin (format binary)", cancellation);
        foreach (var (stream, _, events) in state.Added)
        {
            foreach (var e in events)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(stream, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(EventNames.All[e.GetType()], NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(serializer.ToJson(e), NpgsqlDbType.Jsonb, cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
        return refusals;
    }

    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            await using var command = new NpgsqlCommand($"drop table if exists {Table}", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
