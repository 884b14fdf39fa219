using JasperFx.Events.Daemon;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Projection;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>Throws the read model away and fills it from the log again, with pages of a given size. No server may run on the database.</summary>
public static class Rebuilding
{
    public static async Task RunAsync(string connectionString, int pageSize, CancellationToken cancellation)
    {
        await using var database = StoreRegistration.DataSource(connectionString);
        // What is there is spoilt first, so that a rebuild which does nothing is found out.
        await using (var spoil = database.CreateCommand("update model.fact set named_roots = named_roots + 1; delete from model.citation"))
        {
            await spoil.ExecuteNonQueryAsync(cancellation);
        }

        using var store = new DocumentStore(StoreRegistration.Options(database, pageSize));
        using var daemon = await store.BuildProjectionDaemonAsync(logger: NullLogger.Instance);
        await daemon.RebuildProjectionAsync(ReadModelProjection.Name, TimeSpan.FromMinutes(2), cancellation);
        await daemon.StopAllAsync();
    }
}
