using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Tests.Clients;

/// <summary>Runs a script of this folder with Node and reads the JSON that it prints.</summary>
internal static class NodeScript
{
    private static readonly string Folder = FolderOf("Clients");

    /// <summary>Where a folder of this project lies that has its own node_modules.</summary>
    public static string FolderOf(string name) => typeof(NodeScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;

    /// <summary>Starts a script that goes on until its standard input ends.</summary>
    public static Process Start(string script, params string[] arguments) => Launch(Folder, [script, .. arguments]);

    public static async Task<JsonNode> RunAsync(string script, params string[] arguments)
    {
        var (exitCode, output, error) = await RunInAsync(Folder, [script, .. arguments]);
        Assert.True(exitCode == 0, $"{script} ended with {exitCode}: {error}");
        return JsonNode.Parse(output)!;
    }

    /// <summary>Runs Node to its end, which it has to come to within two minutes.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunInAsync(string folder, string[] arguments)
    {
        using var process = Launch(folder, arguments);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{arguments[0]} did not end: {await error}");
        }

        return (process.ExitCode, await output, await error);
    }

    private static Process Launch(string folder, string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
