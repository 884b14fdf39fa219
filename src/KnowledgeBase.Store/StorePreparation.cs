using KnowledgeBase.Store.Access;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnowledgeBase.Store;

/// <summary>Brings the database to the schema that this version needs, before anything else runs.</summary>
public sealed class StorePreparation(IDocumentStore store, NpgsqlDataSource database, ApiKeys keys, ILogger<StorePreparation> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var seals = database.CreateCommand(Seals.Ddl)) await seals.ExecuteNonQueryAsync(cancellation);
        await using (var contents = database.CreateCommand(SnapshotContents.Ddl)) await contents.ExecuteNonQueryAsync(cancellation);
        await keys.PrepareAsync(cancellation);
        // Under a lock: two nodes that begin at once would both make them.
        await using (var indexes = database.CreateCommand($"select pg_advisory_xact_lock(hashtext('knowledgebase.model')); {string.Join("; ", OriginQueries.Indexes.Values)}"))
        {
            indexes.CommandTimeout = 0;
            await indexes.ExecuteNonQueryAsync(cancellation);
        }

        if (!await ReadModelSchema.EnsureAsync(database, cancellation)) return;
        // An empty read model begins at the start of the log; the daemon fills it.
        logger.LogInformation("Made the read model's tables; filling them from the log.");
        await using var command = database.CreateCommand("delete from log.mt_event_progression where name = $1");
        command.Parameters.Add(new() { Value = ReadModelProjection.ShardIdentity });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
