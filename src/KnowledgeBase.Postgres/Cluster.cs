using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Postgres;

/// <summary>Starts and stops the cluster of a data folder with PostgreSQL's own programs.</summary>
internal sealed class Cluster(DataFolder folder, PostgresBinaries binaries, UnprivilegedUser user, bool isDurable, ILogger logger)
{
    /// <returns>A connection string.</returns>
    /// <exception cref="OperationCanceledException">No PostgreSQL is left running.</exception>
    public async Task<string> StartAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder.Cluster)) await new ClusterCreation(folder, binaries, user, isDurable, logger).RunAsync(cancellation);
        PostmasterFile.RemoveWhenStale(folder.Cluster, logger);
        // A server that was killed leaves its PostgreSQL behind. Nobody else can be using it: we hold the folder.
        if ((await PgCtl(["status"], cancellation)).Succeeded)
        {
            logger.LogWarning("PostgreSQL is still running from a server that did not stop it; stopping it first.");
            await StopAsync(cancellation);
        }

        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "knowledgebase.conf"), Settings(port), cancellation);
        var started = await RunStartAsync(cancellation);
        if (!started.Succeeded) throw new LocalPostgresException($"PostgreSQL did not start. Its log ({folder.Log}) ends with:\n{await LogTail(cancellation)}");
        var password = await File.ReadAllTextAsync(folder.PasswordFile, cancellation);
        return ConnectionString(port, password);
    }

    public static string ConnectionString(int port, string password) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username={ClusterCreation.Superuser};Password={password}");

    public async Task StopAsync(CancellationToken cancellation)
    {
        var stopped = await PgCtl(["stop", "-m", "fast", "-w", "-t", "60"], cancellation);
        if (!stopped.Succeeded && (await PgCtl(["status"], cancellation)).Succeeded)
        {
            throw new LocalPostgresException($"PostgreSQL in {folder.Cluster} did not stop: {stopped.Output}");
        }
    }

    private async Task<CommandResult> RunStartAsync(CancellationToken cancellation)
    {
        var starting = CommandLine.RunAsync(
            user.Run(binaries.Path("pg_ctl"), "start", "-D", folder.Cluster, "-l", folder.Log, "-w", "-t", "120", "-s"), CancellationToken.None, detach: true);
        try
        {
            return await starting.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // PostgreSQL is coming up in a session of its own: it has to be stopped as soon as it can be told to.
            while (!starting.IsCompleted)
            {
                await PgCtl(["stop", "-m", "fast", "-w", "-t", "60"], CancellationToken.None);
                await Task.WhenAny(starting, Task.Delay(100, CancellationToken.None));
            }

            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    private string Settings(int port)
    {
        var durability = isDurable ? "on" : "off";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written by KnowledgeBase at every start.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            max_connections = 200
            shared_buffers = '256MB'
            work_mem = '16MB'
            maintenance_work_mem = '128MB'
            random_page_cost = 1.1
            max_wal_size = '2GB'
            # Promise: what was acknowledged is on disk.
            fsync = {durability}
            synchronous_commit = {durability}
            full_page_writes = {durability}
            # Compiling a plan costs more than the short queries here take.
            jit = off
            # Sees within a second that a killed server is gone, and frees its locks.
            {(OperatingSystem.IsWindows() ? "# (not on Windows)" : "client_connection_check_interval = '1s'")}
            # Which statements take the time.
            {(binaries.Brings("pg_stat_statements") ? "shared_preload_libraries = 'pg_stat_statements'" : "# (pg_stat_statements is not installed)")}
            log_min_messages = warning
            """) + "\n";
    }

    private Task<CommandResult> PgCtl(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        CommandLine.RunAsync(user.Run([binaries.Path("pg_ctl"), .. arguments, "-D", folder.Cluster]), cancellation);

    private async Task<string> LogTail(CancellationToken cancellation) => File.Exists(folder.Log)
        ? string.Join('\n', (await File.ReadAllLinesAsync(folder.Log, cancellation)).TakeLast(10))
        : "(nothing)";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
