using System.ComponentModel;
using System.Diagnostics;

namespace KnowledgeBase.Postgres;

internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs short commands to their end.</summary>
internal static class CommandLine
{
    /// <param name="detach">
    /// True for a command that leaves a process behind: its streams are not read, because the one left behind would keep them open.
    /// </param>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancellation, bool detach = false)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = !detach, RedirectStandardError = !detach, RedirectStandardInput = true, UseShellExecute = false,
            // A folder that every user can enter.
            WorkingDirectory = Path.GetPathRoot(Path.GetTempPath())!,
        };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        using var process = Start(start);
        process.StandardInput.Close();
        var output = detach ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync(cancellation);
        var error = detach ? Task.FromResult("") : process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody would wait for it any more, and it may be writing.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return new(process.ExitCode, $"{await output}{await error}".Trim());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new LocalPostgresException($"{start.FileName} cannot be run: {e.Message}.", e);
        }
    }
}
