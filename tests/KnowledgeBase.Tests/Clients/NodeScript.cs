using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Tests.Clients;

/// <summary>Runs a script of this folder with Node and reads the JSON that it prints.</summary>
internal static class NodeScript
{
    private static readonly string Folder = typeof(NodeScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Clients").Value!;

    /// <summary>Starts a script that goes on until its standard input ends.</summary>
    public static Process Start(string script, params string[] arguments) => Process.Start(new ProcessStartInfo("node", [script, .. arguments])
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public static async Task<JsonNode> RunAsync(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end: {await error}");
        }

        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await error}");
        return JsonNode.Parse(await output)!;
    }
}
