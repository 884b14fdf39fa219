using System.Diagnostics;
using System.Text;
using KnowledgeBase.Server;

namespace KnowledgeBase.Tests.Hosting;

/// <summary>The server as a process of its own, as a user starts it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    public int ProcessId => process.Id;

    /// <param name="runAs">A command that runs the rest as another user; none for the same one.</param>
    public static ServerProcess Start(IEnumerable<string> arguments, params string[] runAs)
    {
        var command = (string[])[.. runAs, "dotnet", typeof(ServerApp).Assembly.Location, "--urls", "http://127.0.0.1:0", .. arguments];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        // Not this machine's: a user who is not root has no place in them.
        start.Environment["DOTNET_CLI_HOME"] = Path.GetTempPath();
        return new(Process.Start(start)!);
    }

    /// <summary>Where it listens, once it does; fails with its output when it ends before.</summary>
    public async Task<Uri> ReadyAsync(CancellationToken cancellation)
    {
        var ended = process.WaitForExitAsync(cancellation);
        var first = await Task.WhenAny(ready.Task, ended).WaitAsync(TimeSpan.FromSeconds(60), cancellation);
        return first == ready.Task ? await ready.Task : throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{Output}");
    }

    /// <summary>Waits until it has written some words.</summary>
    public async Task SaysAsync(string words, CancellationToken cancellation)
    {
        var patience = Stopwatch.StartNew();
        while (!Output.Contains(words, StringComparison.Ordinal))
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60)) throw new InvalidOperationException($"The server never said “{words}”:\n{Output}");
            await Task.Delay(20, cancellation);
        }
    }

    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(60), cancellation);
        return process.ExitCode;
    }

    public async Task SignalAsync(string signal, CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await SignalAsync("TERM", CancellationToken.None);
            await ExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        const string mark = "Playground: ";
        if (line.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0) ready.TrySetResult(new(line[(at + mark.Length)..]));
    }
}
