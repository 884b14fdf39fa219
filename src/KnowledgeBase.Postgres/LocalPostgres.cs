using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Postgres;

/// <summary>
/// A PostgreSQL of our own on this machine, for this process alone: found, initialised on the first start, started, and stopped
/// with the process. It listens on the loopback address only, on a free port, and asks for a password.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private readonly DataFolder? folder;
    private readonly Cluster? cluster;

    private LocalPostgres(DataFolder? folder, Cluster? cluster, string connectionString)
    {
        this.folder = folder;
        this.cluster = cluster;
        ConnectionString = connectionString;
    }

    /// <summary>To the database <c>knowledgebase</c>, as its owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether this process started it; otherwise another server did, and uses it.</summary>
    public bool IsOurs => cluster is not null;

    /// <summary>Starts it; returns when it accepts connections.</summary>
    /// <exception cref="LocalPostgresException">It cannot be started, or another server uses the data folder.</exception>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, ILogger logger, CancellationToken cancellation = default)
    {
        var folder = DataFolder.Open(options.DataDirectory);
        try
        {
            var user = await UnprivilegedUser.ForThisProcessAsync(cancellation);
            await user.CheckReachesAsync(folder.Path, cancellation);
            var binaries = await PostgresBinaries.LocateAsync(options, folder, logger, cancellation);
            var cluster = new Cluster(folder, binaries, user, options.IsDurable, logger);
            var connectionString = await cluster.StartAsync(cancellation);
            logger.LogInformation("PostgreSQL is up; its data is in {Folder}.", folder.Path);
            return new(folder, cluster, connectionString);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The one that another server of this user has up on the folder; where there is none, the same as <see cref="StartAsync"/>.</summary>
    /// <exception cref="LocalPostgresException">It cannot be started.</exception>
    public static async Task<LocalPostgres> JoinOrStartAsync(LocalPostgresOptions options, ILogger logger, CancellationToken cancellation = default)
    {
        try
        {
            return await StartAsync(options, logger, cancellation);
        }
        catch (LocalPostgresException e) when (e.IsFolderHeld && DataFolder.ConnectionStringIn(options.DataDirectory) is { } running)
        {
            return new(null, null, running);
        }
    }

    /// <summary>Stops it, unless another server started it: open transactions are rolled back, everything committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (cluster is not null) await cluster.StopAsync(CancellationToken.None);
        }
        finally
        {
            folder?.Dispose();
        }
    }
}
