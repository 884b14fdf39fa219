using System.CommandLine;
using KnowledgeBase.Store.Projection.Rebuilding;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>rebuild</c>: there is one read model; it is made anew beside the one in use.</summary>
internal static class RebuildCommand
{
    public static Command Make(string[] settings)
    {
        var command = new Command("rebuild", "Makes the read model anew from the log. Readers keep the old one until the new one has caught up.");
        command.SetAction(async (_, cancellation) =>
        {
            await using var bench = await Workbench.OpenAsync(settings, projects: false, cancellation);
            try
            {
                var reached = await Progress.ShowAsync(async show =>
                {
                    var last = 0L;
                    await bench.Services.GetRequiredService<ReadModelRebuild>().RunAsync(new Listener<RebuildProgress>(p => show(new(Word(p.Phase), last = p.Position, p.Target))), cancellation);
                    return last;
                });
                Console.WriteLine($"Rebuilt from {reached:N0} events; it is in use.");
                return CommandLine.Done;
            }
            catch (RebuildUnderWayException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return CommandLine.Failed;
            }
        });
        return command;
    }

    private static string Word(RebuildPhase phase) => phase switch
    {
        RebuildPhase.Filling => "Projecting",
        RebuildPhase.Indexing => "Indexing",
        RebuildPhase.CatchingUp => "Catching up",
        _ => "Done",
    };
}
