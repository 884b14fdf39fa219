using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KnowledgeBase.Benchmarks.Serving;
using Npgsql;

namespace KnowledgeBase.Benchmarks.Peer;

/// <summary>PostGraphile on <see cref="PeerTables"/>, at the versions of package-lock.json, with the Node that is among them.</summary>
internal sealed class PostGraphile : IAsyncDisposable
{
    private readonly Process process;

    private PostGraphile(Process process, Uri address)
    {
        this.process = process;
        Client = new(address);
    }

    public GraphQLClient Client { get; }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Peer");

    /// <param name="processes">That share the work.</param>
    /// <param name="connections">To PostgreSQL, of all processes.</param>
    /// <returns>When it listens.</returns>
    public static async Task<PostGraphile> StartAsync(NpgsqlConnectionStringBuilder database, int processes, int connections, CancellationToken cancellation)
    {
        await InstallAsync(cancellation);
        var port = FreePort();
        var start = new ProcessStartInfo(
            Path.Combine(Folder, "node_modules", "node", "bin", OperatingSystem.IsWindows() ? "node.exe" : "node"), ["server.mjs", $"{processes}", $"{connections}", $"{port}"])
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true,
            Environment =
            {
                ["NODE_ENV"] = "production", ["GRAPHILE_ENV"] = "production", ["PGHOST"] = database.Host, ["PGPORT"] = $"{database.Port}", ["PGUSER"] = database.Username,
                ["PGPASSWORD"] = database.Password, ["PGDATABASE"] = database.Database,
            },
        };
        var process = Process.Start(start)!;
        const string mark = "Listening: ";
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (!line.StartsWith(mark, StringComparison.Ordinal)) continue;
            // Nobody reads on: a full pipe would hold it up.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new(process, new(line[mark.Length..]));
        }

        await process.WaitForExitAsync(cancellation);
        throw new InvalidOperationException($"PostGraphile did not start, and ended with {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Once for each package-lock.json.</summary>
    private static async Task InstallAsync(CancellationToken cancellation)
    {
        var (wanted, mark) = (await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"), cancellation), Path.Combine(Folder, "node_modules", ".installed"));
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark, cancellation) == wanted) return;
        using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Folder })!;
        await npm.WaitForExitAsync(cancellation);
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ended with {npm.ExitCode}.");
        await File.WriteAllTextAsync(mark, wanted, cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
