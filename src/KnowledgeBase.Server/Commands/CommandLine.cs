using System.CommandLine;
using KnowledgeBase.Server.Access;

namespace KnowledgeBase.Server.Commands;

/// <summary>
/// The command line of the server's binary. Ends with 0; with 1 when it cannot be done; with 2 when it is not understood; with 3 when it was done in
/// part.
/// </summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int NotUnderstood = 2;
    public const int InPart = 3;

    private const string About = """
        KnowledgeBase: who says what, citing whom.

        Without a command it serves. Settings go with every command, such as --ConnectionStrings:KnowledgeBase=… or --KnowledgeBase:DataDirectory=…;
        commands work beside a server that runs.
        """;

    public static async Task<int> RunAsync(string[] arguments, Func<string[], CancellationToken, Task> serve, CancellationToken stop)
    {
        if (arguments is ["keys", .. var rest]) return await KeysCommand.RunAsync(rest, Console.Out, Console.Error, stop);
        var (words, settings) = Split(arguments);
        var root = new RootCommand(About);
        root.SetAction((_, cancellation) => serve(settings, cancellation));
        var served = new Command("serve", "Serves GraphQL and the playground. Loads the seeds into an empty base.");
        served.SetAction((_, cancellation) => serve(settings, cancellation));
        root.Subcommands.Add(served);
        foreach (var command in new[]
        {
            ImportCommand.Make(settings), ExportCommand.Make(settings), RebuildCommand.Make(settings), VerifyCommand.Make(settings), StatusCommand.Make(settings), SchemaCommand.Make(),
            new Command("keys", "Makes, lists and revokes API keys; “keys” alone says how."),
        })
        {
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(words);
        var status = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);
        return parsed.Errors.Count > 0 ? NotUnderstood : status;
    }

    /// <summary>Settings of the server are told from options by the colon in their names; <c>--urls</c> and <c>--environment</c> are the host's.</summary>
    private static (string[] Words, string[] Settings) Split(string[] arguments)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i].Split('=', 2)[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !(name.Contains(':', StringComparison.Ordinal) || name is "--urls" or "--environment"))
            {
                words.Add(arguments[i]);
                continue;
            }

            settings.Add(arguments[i]);
            if (name.Length == arguments[i].Length && i + 1 < arguments.Length) settings.Add(arguments[++i]);
        }

        return ([.. words], [.. settings]);
    }
}
