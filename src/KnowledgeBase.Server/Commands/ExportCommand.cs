using System.CommandLine;
using System.Globalization;
using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>export --format FORMAT --output FILE</c>.</summary>
internal static class ExportCommand
{
    public static Command Make(string[] settings)
    {
        var format = new Option<string>("--format", "-f") { Description = "Format; log is the whole base.", DefaultValueFactory = _ => "log" };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "File; .gz and .zst are compressed. Without it, the standard output." };
        var knownAt = new Option<string?>("--known-at") { Description = "As we knew it then: an instant such as 2026-11-17T09:00:00Z." };
        var command = new Command("export", "Writes the base, or what follows from it, in a format that others read.") { format, output, knownAt };
        command.SetAction(async (parsed, cancellation) =>
        {
            DateTimeOffset? at = null;
            if (parsed.GetValue(knownAt) is { } text)
            {
                if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return Fail($"“{text}” is no instant.", CommandLine.NotUnderstood);
                at = instant;
            }

            await using var bench = await Workbench.OpenAsync(settings, projects: true, cancellation);
            var formats = bench.Services.GetServices<IExportFormat>().ToDictionary(f => f.Name);
            if (formats.GetValueOrDefault(parsed.GetValue(format)!) is not { } chosen)
            {
                return Fail($"There is no format {parsed.GetValue(format)}; there are {string.Join(", ", formats.Keys.Order(StringComparer.Ordinal))}.", CommandLine.NotUnderstood);
            }

            if (at is not null && chosen.Name == Exchange.Log.LogFormat.Name) return Fail("The log is exported whole, not as it was known at another time.", CommandLine.NotUnderstood);
            return await WriteAsync(chosen, at, parsed.GetValue(output), cancellation);
        });
        return command;
    }

    private static async Task<int> WriteAsync(IExportFormat format, DateTimeOffset? at, FileInfo? file, CancellationToken cancellation)
    {
        var unfit = new SortedDictionary<string, (long Count, string Why)>(StringComparer.Ordinal);
        // Under another name until it is whole.
        var part = file is null ? null : $"{file.FullName}.part";
        var written = await Progress.ShowAsync(async show =>
        {
            await using var output = part is null ? Console.OpenStandardOutput() : File.Create(part);
            await using var counted = new CountingStream(output, n => show(new("Writing", n, null)));
            await using var packed = file is null ? counted : Compression.For(file.Name, counted);
            await format.WriteAsync(packed, new(at, u => unfit[u.What] = (unfit.GetValueOrDefault(u.What).Count + 1, u.Why)), cancellation);
            await packed.FlushAsync(cancellation);
            return counted;
        });
        if (part is not null) File.Move(part, file!.FullName, overwrite: true);
        foreach (var (what, (count, why)) in unfit) await Console.Error.WriteLineAsync($"Does not fit: {what}, {count:N0} times. {why}");
        await Console.Error.WriteLineAsync($"Wrote {written.Written:N0} bytes.");
        return CommandLine.Done;
    }

    private static int Fail(string message, int status)
    {
        Console.Error.WriteLine(message);
        return status;
    }
}
