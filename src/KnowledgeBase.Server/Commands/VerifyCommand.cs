using System.CommandLine;
using KnowledgeBase.Store.Integrity;
using Npgsql;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>verify</c>: whether the log is the one that was recorded, and the read model what it gives.</summary>
internal static class VerifyCommand
{
    public static Command Make(string[] settings)
    {
        var logOnly = new Option<bool>("--log-only") { Description = "Leaves out the read model and the quotations, which takes as long as a rebuild." };
        var command = new Command(
            "verify",
            "Looks whether any event was altered, removed, inserted or moved since it was recorded (the whole chain of hashes); then whether every row of the read model is what the log gives, and every quotation compares with its snapshots as it is told.") { logOnly };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var bench = await Workbench.OpenAsync(settings, projects: false, cancellation);
            var log = await VerifyLogAsync(bench, cancellation);
            if (log != CommandLine.Done || parsed.GetValue(logOnly)) return log;
            return await VerifyModelAsync(bench, cancellation);
        });
        return command;
    }

    private static async Task<int> VerifyLogAsync(Workbench bench, CancellationToken cancellation)
    {
        var found = await Progress.ShowAsync(async show =>
        {
            show(new("Verifying the log", 0, null));
            return await LogVerification.ContinueAsync(bench.Services.GetRequiredService<NpgsqlDataSource>(), Verification.Nothing, cancellation);
        });
        if (found.BrokenFrom is { } broken)
        {
            await Console.Error.WriteLineAsync($"The log was altered: from position {broken:N0} on it is not what was recorded. What follows from it was not looked at.");
            return CommandLine.Failed;
        }

        Console.WriteLine($"The log holds to position {found.VerifiedTo:N0}. Head: {Convert.ToHexStringLower(found.Head)}.{(found.Erased > 0 ? $" {found.Erased:N0} events were erased on request." : "")}");
        return CommandLine.Done;
    }

    private static async Task<int> VerifyModelAsync(Workbench bench, CancellationToken cancellation)
    {
        ModelVerification found;
        try
        {
            found = await Progress.ShowAsync(show => bench.Services.GetRequiredService<ReadModelVerification>()
                .RunAsync(new Listener<VerificationProgress>(p => show(new(Word(p.Phase), p.Done, p.Of))), cancellation));
        }
        catch (VerificationUnderWayException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }

        foreach (var table in found.Tables)
        {
            await Console.Error.WriteLineAsync($"{table.Table}: {table.Rows:N0} rows are not what the log gives.");
            foreach (var row in table.First) await Console.Error.WriteLineAsync($"  {Told(row)}");
            if (table.Rows > table.First.Count) await Console.Error.WriteLineAsync("  …");
        }

        foreach (var content in found.Contents) await Console.Error.WriteLineAsync($"Content of a snapshot, altered or missing: {content}");
        var behind = found.Recorded > found.Position ? $" It is {found.Recorded - found.Position:N0} events behind the log." : "";
        if (found.Holds)
        {
            Console.WriteLine($"The read model is what the log gives to position {found.Position:N0}: {found.Rows:N0} rows, {found.Quotations:N0} of them of quotations that were checked again.{behind}");
            return CommandLine.Done;
        }

        await Console.Error.WriteLineAsync(found.Tables.Count > 0 ? $"The read model is not what the log gives; rebuild makes it so.{behind}" : "Contents of snapshots are not those that were recorded.");
        return CommandLine.Failed;
    }

    private static string Told(RowDifference row) => row.Kind switch
    {
        RowDifferenceKind.Missing => $"{row.Key}: is missing",
        RowDifferenceKind.Unexpected => $"{row.Key}: should not be there",
        _ => $"{row.Key}: differs in {row.Columns}",
    };

    private static string Word(VerificationPhase phase) => phase switch
    {
        VerificationPhase.Projecting => "Projecting the log",
        VerificationPhase.Contents => "Verifying snapshots",
        _ => "Comparing tables",
    };
}
