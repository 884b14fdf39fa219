using System.Diagnostics;
using KnowledgeBase.Server;

namespace KnowledgeBase.Tests.Import;

/// <summary>A command of the binary as a process of its own, on a given database, which outlives it.</summary>
internal sealed class ImportProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ImportProcess(Process process)
    {
        this.process = process;
        (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Most memory that it has had so far.</summary>
    public long PeakBytes
    {
        get
        {
            process.Refresh();
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }
    }

    public static ImportProcess Start(string connectionString, params string[] arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [typeof(ServerApp).Assembly.Location, .. arguments, $"--ConnectionStrings:KnowledgeBase={connectionString}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    /// <summary>kill -9: it has no say in it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async Task<(int Status, string Output, string Errors)> EndAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
