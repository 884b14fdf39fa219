using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Postgres;

/// <summary>Initialises, starts and stops the cluster of a data folder with PostgreSQL's own programs.</summary>
internal sealed class Cluster(DataFolder folder, PostgresBinaries binaries, UnprivilegedUser user, bool isDurable, ILogger logger)
{
    private const string Superuser = "knowledgebase";

    /// <returns>A connection string.</returns>
    public async Task<string> StartAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder.Cluster, "PG_VERSION"))) await InitialiseAsync(cancellation);
        // A server that was killed leaves its PostgreSQL behind. Nobody else can be using it: we hold the folder.
        if ((await PgCtl(["status"], cancellation)).Succeeded)
        {
            logger.LogWarning("PostgreSQL is still running from a server that did not stop it; stopping it first.");
            await StopAsync(cancellation);
        }

        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "knowledgebase.conf"), Settings(port), cancellation);
        var started = await CommandLine.RunAsync(
            user.Run(binaries.Path("pg_ctl"), "start", "-D", folder.Cluster, "-l", folder.Log, "-w", "-t", "120", "-s"), cancellation, detach: true);
        if (!started.Succeeded) throw new LocalPostgresException($"PostgreSQL did not start. Its log ({folder.Log}) ends with:\n{await LogTail(cancellation)}");
        var password = await File.ReadAllTextAsync(folder.PasswordFile, cancellation);
        return $"Host=127.0.0.1;Port={port};Database=postgres;Username={Superuser};Password={password}";
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        var stopped = await PgCtl(["stop", "-m", "fast", "-w", "-t", "60"], cancellation);
        if (!stopped.Succeeded && (await PgCtl(["status"], cancellation)).Succeeded)
        {
            throw new LocalPostgresException($"PostgreSQL in {folder.Cluster} did not stop: {stopped.Output}");
        }
    }

    private async Task InitialiseAsync(CancellationToken cancellation)
    {
        logger.LogInformation("Making a database cluster in {Folder}.", folder.Cluster);
        // What an interrupted attempt left.
        if (Directory.Exists(folder.Cluster)) Directory.Delete(folder.Cluster, recursive: true);
        Directory.CreateDirectory(folder.Cluster);
        await user.OwnAsync(folder.Cluster, cancellation);
        if (!File.Exists(folder.Log)) await File.WriteAllTextAsync(folder.Log, "", cancellation);
        await user.OwnAsync(folder.Log, cancellation);

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await WriteSecretAsync(folder.PasswordFile, password, cancellation);
        var handedOver = Path.Combine(folder.Path, "password.initdb");
        await WriteSecretAsync(handedOver, password, cancellation);
        await user.OwnAsync(handedOver, cancellation);
        var made = await CommandLine.RunAsync(
            user.Run([
                binaries.Path("initdb"), "-D", folder.Cluster, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={handedOver}", "-E", "UTF8",
                "--no-instructions", .. await LocaleAsync(cancellation), .. (isDurable ? Array.Empty<string>() : ["--no-sync"])]),
            cancellation);
        File.Delete(handedOver);
        if (!made.Succeeded) throw new LocalPostgresException($"initdb failed: {made.Output}");
        await File.AppendAllTextAsync(Path.Combine(folder.Cluster, "postgresql.conf"), "\ninclude 'knowledgebase.conf'\n", cancellation);
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
            log_min_messages = warning
            """) + "\n";
    }

    private Task<CommandResult> PgCtl(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        CommandLine.RunAsync(user.Run([binaries.Path("pg_ctl"), .. arguments, "-D", folder.Cluster]), cancellation);

    /// <summary>The same order and letters on every machine: from version 17 on PostgreSQL brings its own Unicode.</summary>
    private async Task<IReadOnlyList<string>> LocaleAsync(CancellationToken cancellation)
    {
        var version = await CommandLine.RunAsync([binaries.Path("initdb"), "--version"], cancellation);
        var major = version.Output.Split(' ').Select(w => w.Split('.')[0]).Select(w => int.TryParse(w, CultureInfo.InvariantCulture, out var n) ? n : 0).Max();
        return major >= 17 ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : ["--locale=C"];
    }

    private async Task<string> LogTail(CancellationToken cancellation) => File.Exists(folder.Log)
        ? string.Join('\n', (await File.ReadAllLinesAsync(folder.Log, cancellation)).TakeLast(10))
        : "(nothing)";

    private static async Task WriteSecretAsync(string path, string text, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
