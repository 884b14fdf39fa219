using KnowledgeBase.Store.Access;
using KnowledgeBase.Store.Imports;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace KnowledgeBase.Store;

/// <summary>Brings the database to the schema that this version needs, before anything else runs.</summary>
public sealed class StorePreparation(IDocumentStore store, NpgsqlDataSource database, ApiKeys keys, ReadModelRebuild rebuild) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var seals = database.CreateCommand(Seals.Ddl)) await seals.ExecuteNonQueryAsync(cancellation);
        await using (var contents = database.CreateCommand(SnapshotContents.Ddl)) await contents.ExecuteNonQueryAsync(cancellation);
        await using (var inUse = database.CreateCommand(ModelSwap.Ddl)) await inUse.ExecuteNonQueryAsync(cancellation);
        await using (var imports = database.CreateCommand(ImportRegister.Ddl)) await imports.ExecuteNonQueryAsync(cancellation);
        await keys.PrepareAsync(cancellation);
        // Under a lock: two nodes that begin at once would both make them.
        await using (var indexes = database.CreateCommand($"select pg_advisory_xact_lock(hashtext('knowledgebase.model')); {string.Join("; ", OriginQueries.Indexes.Values)}"))
        {
            indexes.CommandTimeout = 0;
            await indexes.ExecuteNonQueryAsync(cancellation);
        }

        await rebuild.PrepareAsync(cancellation);
    }
}
