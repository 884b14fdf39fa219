using System.CommandLine;
using KnowledgeBase.Store.Integrity;
using Npgsql;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>verify</c>: whether the log is the one that was recorded.</summary>
internal static class VerifyCommand
{
    public static Command Make(string[] settings)
    {
        var command = new Command("verify", "Looks whether any event was altered, removed, inserted or moved since it was recorded: the whole chain of hashes.");
        command.SetAction(async (_, cancellation) =>
        {
            await using var bench = await Workbench.OpenAsync(settings, projects: false, cancellation);
            var found = await Progress.ShowAsync(async show =>
            {
                show(new("Verifying", 0, null));
                return await LogVerification.ContinueAsync(bench.Services.GetRequiredService<NpgsqlDataSource>(), Verification.Nothing, cancellation);
            });
            if (found.BrokenFrom is { } broken)
            {
                await Console.Error.WriteLineAsync($"The log was altered: from position {broken:N0} on it is not what was recorded.");
                return CommandLine.Failed;
            }

            Console.WriteLine($"The log holds to position {found.VerifiedTo:N0}. Head: {Convert.ToHexStringLower(found.Head)}.{(found.Erased > 0 ? $" {found.Erased:N0} events were erased on request." : "")}");
            return CommandLine.Done;
        });
        return command;
    }
}
