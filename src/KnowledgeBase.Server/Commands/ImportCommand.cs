using System.CommandLine;
using System.Globalization;
using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Exchange.Log;
using KnowledgeBase.Store.Archive;
using KnowledgeBase.Store.Imports;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>import FILE…</c>, <c>import undo ID</c> and <c>import list</c>.</summary>
internal static class ImportCommand
{
    private const int ShownErrors = 20;

    /// <summary>Under which name the command line records.</summary>
    private static string Actor => $"command line: {Environment.UserName}";

    public static Command Make(string[] settings)
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Files, read as one in this order; gzip and Zstandard are understood.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format", "-f") { Description = "Format of the files; log restores a whole base.", DefaultValueFactory = _ => JsonLinesFormat.FormatName };
        var onError = new Option<string>("--on-error") { Description = "stop: nothing is recorded when anything is refused. skip: the rest is.", DefaultValueFactory = _ => "stop" };
        onError.AcceptOnlyFromAmong("stop", "skip");
        var dry = new Option<bool>("--dry-run", "-n") { Description = "Checks all of it, and records nothing." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Keeps every error in this file, one JSON object a line." };
        var command = new Command("import", "Records what is in files. The same files go on where they were killed, and change nothing when they are recorded.") { files, format, onError, dry, errors };
        command.SetAction(async (parsed, cancellation) =>
        {
            var given = parsed.GetValue(files) ?? [];
            if (given.Length == 0) return await FailAsync("Which files?", CommandLine.NotUnderstood);
            if (given.FirstOrDefault(f => !f.Exists) is { } missing) return await FailAsync($"There is no file {missing.FullName}.", CommandLine.Failed);
            await using var bench = await Workbench.OpenAsync(settings, projects: true, cancellation);
            if (parsed.GetValue(format) == LogFormat.Name) return await RestoreAsync(bench, given, cancellation);
            var options = new ImportOptions(Actor, parsed.GetValue(dry), parsed.GetValue(onError) == "skip", parsed.GetValue(format)!);
            return await RunAsync(bench, [.. given.Select(f => ImportFile.At(f.FullName))], options, parsed.GetValue(errors), cancellation);
        });
        command.Subcommands.Add(Undo(settings));
        command.Subcommands.Add(List(settings));
        return command;
    }

    private static async Task<int> RunAsync(Workbench bench, ImportFile[] files, ImportOptions options, FileInfo? errorFile, CancellationToken cancellation)
    {
        var importer = bench.Services.GetRequiredService<Importer>();
        if (!importer.Formats.Contains(options.Format)) return await FailAsync($"There is no format {options.Format}; there are {string.Join(", ", importer.Formats)} and {LogFormat.Name}.", CommandLine.NotUnderstood);
        await using var kept = errorFile is null ? null : new ErrorFile(errorFile.FullName);
        var report = await Progress.ShowAsync(show => importer.ImportAsync(files, options, kept, new Listener<ImportProgress>(p => show(new(Word(p.Phase), p.Records, p.Of))), cancellation));
        foreach (var error in report.Errors.Take(ShownErrors)) await Console.Error.WriteLineAsync(error.ToString());
        if (report.ErrorCount > ShownErrors) await Console.Error.WriteLineAsync($"… and {report.ErrorCount - ShownErrors:N0} more{(errorFile is null ? "; --errors FILE keeps all" : "")}.");
        foreach (var unfit in report.Unfit) await Console.Error.WriteLineAsync($"Does not fit: {unfit.What}, {unfit.Count:N0} times, first at {unfit.FirstFile}:{unfit.FirstLine}. {unfit.Why}");
        if (report.ResumedAfter > 0) Console.WriteLine($"Went on after {report.ResumedAfter:N0} records.");
        Console.WriteLine(Sentence(report));
        return report.IsRefused ? CommandLine.Failed : report.ErrorCount > 0 ? CommandLine.InPart : CommandLine.Done;
    }

    private static string Sentence(ImportReport r) => r.Outcome switch
    {
        ImportOutcome.Recorded => $"Recorded {r.Records:N0} records as {r.RecordedEvents:N0} events: import {r.ImportId}.",
        ImportOutcome.AlreadyRecorded => $"All {r.Records:N0} records were recorded before: import {r.ImportId}. Nothing is new.",
        ImportOutcome.RecordedInPart => $"Recorded {r.RecordedEvents:N0} events; {r.ErrorCount:N0} errors were skipped: import {r.ImportId}.",
        ImportOutcome.Checked => $"Checked {r.Records:N0} records: {(r.ErrorCount == 0 ? "all of them can be recorded" : $"{r.ErrorCount:N0} errors")}. Nothing was recorded.",
        ImportOutcome.Stopped => $"Stopped at an error after {r.RecordedEvents:N0} events: import {r.ImportId}. The same files go on; import undo takes it back.",
        _ => $"Refused, {r.ErrorCount:N0} errors. Nothing was recorded.",
    };

    private static async Task<int> RestoreAsync(Workbench bench, FileInfo[] files, CancellationToken cancellation)
    {
        if (files.Length != 1) return await FailAsync("A base is restored from one file.", CommandLine.NotUnderstood);
        try
        {
            var report = await Progress.ShowAsync(async show =>
            {
                await using var stream = await Compression.DecompressAsync(files[0].OpenRead(), cancellation);
                return await bench.Services.GetRequiredService<ArchiveRestorer>()
                    .RestoreAsync(LogFormat.ReadAsync(stream, cancellation), new Listener<(long Position, long Of)>(p => show(new("Restoring", p.Position, p.Of))), cancellation);
            });
            Console.WriteLine($"Restored {report.Events:N0} events{(report.Before > 0 ? $"; {report.Before:N0} were there before" : "")}.");
            return CommandLine.Done;
        }
        catch (ArchiveException e)
        {
            return await FailAsync($"{e.Message} ({e.Code})", CommandLine.Failed);
        }
        catch (Exception e) when (Compression.IsDamage(e))
        {
            return await FailAsync($"The compressed file is damaged or cut off. ({ImportCodes.DamagedFile})", CommandLine.Failed);
        }
    }

    private static Command Undo(string[] settings)
    {
        var id = new Argument<Guid>("id") { Description = "Of the import; import list shows it." };
        var reason = new Option<string?>("--reason") { Description = "Why; it is recorded with all that is taken back." };
        var command = new Command("undo", "Takes back what an import recorded, in the log.") { id, reason };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var bench = await Workbench.OpenAsync(settings, projects: true, cancellation);
            var report = await Progress.ShowAsync(show => bench.Services.GetRequiredService<ImportUndo>()
                .UndoAsync(parsed.GetValue(id), Actor, parsed.GetValue(reason), new Listener<long>(n => show(new("Undoing", n, null))), cancellation));
            if (report is null) return await FailAsync("There is no such import, or it is being recorded at this moment.", CommandLine.Failed);
            Console.WriteLine($"Undone by {report.Events:N0} events.");
            foreach (var (kind, count) in report.Kept) Console.WriteLine($"Remains: {count:N0} {kind}.");
            foreach (var refused in report.Refused.Take(ShownErrors)) await Console.Error.WriteLineAsync($"Stands: {refused.Command.GetType().Name}: {refused.Refusal.Message} ({refused.Refusal.Code})");
            return report.Refused.Count > 0 ? CommandLine.InPart : CommandLine.Done;
        });
        return command;
    }

    private static Command List(string[] settings)
    {
        var most = new Option<int>("--last") { Description = "How many.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "Shows the imports, the last ones first.") { most };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var bench = await Workbench.OpenAsync(settings, projects: false, cancellation);
            Console.WriteLine("id\tstate\tformat\trecords\trefused\tevents\tactor\tbegun");
            foreach (var i in await bench.Services.GetRequiredService<ImportRegister>().ListAsync(parsed.GetValue(most), cancellation))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{i.Id}\t{i.State}\t{i.Format}\t{i.Records}\t{i.Refused}\t{i.Events}\t{i.Actor}\t{i.BegunAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static string Word(ImportPhase phase) => phase switch
    {
        ImportPhase.Reading => "Reading",
        ImportPhase.Checking => "Checking",
        _ => "Recording",
    };

    private static async Task<int> FailAsync(string message, int status)
    {
        await Console.Error.WriteLineAsync(message);
        return status;
    }
}
