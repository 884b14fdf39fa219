using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Clients;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>Runs the tools of this folder's package.json, in this folder.</summary>
internal static class FrontEndTool
{
    public static string Folder { get; } = NodeScript.FolderOf("FrontEnds");

    /// <summary>What a tool said on both of its outputs, and how it ended.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(string script, params string[] arguments)
    {
        var (exitCode, output, error) = await NodeScript.RunInAsync(Folder, [script, .. arguments]);
        return (exitCode, output + error);
    }

    /// <summary>Runs a tool that has to succeed.</summary>
    public static async Task MustRunAsync(string script, params string[] arguments)
    {
        var (exitCode, said) = await RunAsync(script, arguments);
        Assert.True(exitCode == 0, $"{script} ended with {exitCode}: {said}");
    }

    /// <summary>Runs a script that prints JSON.</summary>
    public static async Task<JsonNode> ReadAsync(string script, params string[] arguments)
    {
        var (exitCode, output, error) = await NodeScript.RunInAsync(Folder, [script, .. arguments]);
        Assert.True(exitCode == 0, $"{script} ended with {exitCode}: {error}");
        return JsonNode.Parse(output)!;
    }

    /// <summary>The TypeScript compiler's errors, as <c>file(line): code</c>.</summary>
    public static async Task<IReadOnlyList<string>> CompileAsync(string project)
    {
        var (exitCode, said) = await RunAsync("node_modules/typescript/bin/tsc", "--project", project, "--pretty", "false");
        var errors = said.Split('\n').Select(TypeScriptError.Parse).OfType<string>().ToList();
        Assert.True(exitCode == 0 == (errors.Count == 0), said);
        return errors;
    }

    /// <summary>An empty folder for what a tool makes.</summary>
    public static string Emptied(string name)
    {
        var folder = Path.Combine(Folder, name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
