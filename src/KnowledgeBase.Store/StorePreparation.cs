using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.ReadModel;
using Marten;
using Npgsql;

namespace KnowledgeBase.Store;

/// <summary>Brings the database to the schema that this version needs, before anything else runs.</summary>
public sealed class StorePreparation(IDocumentStore store, NpgsqlDataSource database)
{
    /// <returns>True when the read model is to be filled from the log (which the daemon does by itself).</returns>
    public async Task<bool> PrepareAsync(CancellationToken cancellation)
    {
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        if (!await ReadModelSchema.EnsureAsync(database, cancellation)) return false;
        // An empty read model begins at the start of the log.
        await using var command = database.CreateCommand("delete from log.mt_event_progression where name = $1");
        command.Parameters.Add(new() { Value = ReadModelProjection.ShardIdentity });
        await command.ExecuteNonQueryAsync(cancellation);
        return true;
    }
}
