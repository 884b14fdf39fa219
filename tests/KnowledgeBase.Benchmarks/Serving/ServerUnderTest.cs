using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Server;
using Npgsql;

namespace KnowledgeBase.Benchmarks.Serving;

/// <summary>The server as a process of its own on a filled folder, with its own PostgreSQL, as a user starts it.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerUnderTest(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public GraphQLClient Client { get; private set; } = null!;

    /// <summary>The same PostgreSQL, for what is compared with it.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    public NpgsqlConnectionStringBuilder DatabaseAddress { get; private set; } = null!;

    /// <summary>Of the server process alone, without PostgreSQL.</summary>
    public long MemoryInUse
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The most that the server process held at any time since it started.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Returns when it listens.</summary>
    public static async Task<ServerUnderTest> StartAsync(string folder, CancellationToken cancellation, bool seeds = false)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            typeof(ServerApp).Assembly.Location, "--urls", "http://127.0.0.1:0", $"--KnowledgeBase:Seeds={seeds}", $"--KnowledgeBase:DataDirectory={folder}",
            // Measured is how fast it answers, not how soon it has enough of one client.
            "--KnowledgeBase:Limits:AnonymousRequestsPerSecond=0",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        var server = new ServerUnderTest(Process.Start(start)!);
        try
        {
            var ended = server.process.WaitForExitAsync(cancellation);
            if (await Task.WhenAny(server.listening.Task, ended) == ended) throw new InvalidOperationException($"The server did not start:\n{server.output}");
            server.Client = new(await server.listening.Task);
            server.DatabaseAddress = new(await ConnectionString(folder, cancellation));
            server.Database = NpgsqlDataSource.Create(server.DatabaseAddress);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the read model shows the whole log and the log is verified: from then on the server only serves.</summary>
    public async Task QuietAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (recorded, projected) = await PositionsAsync(cancellation);
            if (recorded == projected && await VerifiedTo(cancellation) == recorded) break;
            await Task.Delay(250, cancellation);
        }

        // What was just written is not to be cleaned up while something is measured.
        foreach (var statement in (string[])["vacuum analyze", "checkpoint"])
        {
            await using var command = Database.CreateCommand(statement);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>The last event's position in the log, and the one that the read model shows.</summary>
    public async Task<(long Recorded, long Projected)> PositionsAsync(CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(
            "select coalesce((select max(seq_id) from log.mt_events), 0), coalesce((select max(last_seq_id) from log.mt_event_progression where name = 'read_model:All'), 0)");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            await process.WaitForExitAsync();
        }

        Client?.Dispose();
        if (Database is not null) await Database.DisposeAsync();
        process.Dispose();
    }

    private async Task<long> VerifiedTo(CancellationToken cancellation) =>
        (await Client.AskAsync("{ integrity { verifiedTo } }", cancellation)).RootElement.GetProperty("data").GetProperty("integrity").GetProperty("verifiedTo").GetInt64();

    /// <summary>The server chooses a free port for its PostgreSQL and tells it nobody; PostgreSQL notes it.</summary>
    private static async Task<string> ConnectionString(string folder, CancellationToken cancellation)
    {
        var port = (await File.ReadAllLinesAsync(Path.Combine(folder, "cluster", "postmaster.pid"), cancellation))[3];
        var password = await File.ReadAllTextAsync(Path.Combine(folder, "password"), cancellation);
        return $"Host=127.0.0.1;Port={port};Database=postgres;Username=knowledgebase;Password={password};Options=-c jit=off;Max Auto Prepare=50;Auto Prepare Min Usages=2";
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        const string mark = "Playground: ";
        if (line.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0) listening.TrySetResult(new(line[(at + mark.Length)..]));
    }
}
