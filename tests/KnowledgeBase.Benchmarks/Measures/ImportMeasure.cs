using System.Diagnostics;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;
using KnowledgeBase.Server;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>
/// Lines of JSON by the verb <c>import</c> into a new base, a process of its own, until all can be asked for (checked whole, recorded, sealed, projected), against bare
/// rows of events by COPY; and what that process takes in memory for a file and for one four times as long.
/// </summary>
internal static class ImportMeasure
{
    private const string Name = "import from the command line";

    /// <summary>Of ten lines five are claims, each of them of a source of its own, of which one in two cites another.</summary>
    private const int Sources = 5;

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest server, int lines, CancellationToken cancellation)
    {
        var copy = await RateMeasure.CopyAsync(server.Database, cancellation);
        using var folder = new TemporaryFolder();
        var results = new List<Result> { Rate("COPY of events into a bare table with the log's indexes", copy) };
        foreach (var count in (int[])[lines / 4, lines])
        {
            var file = Path.Combine(folder.Path, $"{count}.jsonl");
            var written = await WriteAsync(file, count, cancellation);
            var (seconds, peak) = await ImportAsync(file, Path.Combine(folder.Path, $"base-{count}"), cancellation);
            var (rate, mebibytes) = (written / seconds, peak / 1024 / 1024);
            var what = $"{written:N0} lines, whole process {seconds:0.0} s, {mebibytes:N0} MiB at most";
            results.Add(count == lines ? Rate(what, rate).ToAtLeast(rate / copy, "COPY", 0.25) : Rate(what, rate).To(rate / copy, "COPY"));
        }

        return results;
    }

    private static Result Rate(string what, double perSecond) => new(Name, what, 1, 1, null, null, null, perSecond);

    private static async Task<int> WriteAsync(string path, int lines, CancellationToken cancellation)
    {
        await using var file = File.CreateText(path);
        var written = 0;
        for (var i = 0; written < lines; i++)
        {
            if (i % Sources == 0) await Line($$"""{"record":"entity","kind":"ORGANISATION","key":"o-{{i}}","label":"Organisation {{i}}"}""");
            await Line($$"""{"record":"source","key":"s-{{i}}","kind":"ARTICLE","title":"Article {{i}}","publishedOn":"2020-{{(i % 12) + 1:00}}-{{(i % 28) + 1:00}}"}""");
            if (i % 2 == 1) await Line($$"""{"record":"citation","source":"s-{{i}}","cites":"s-{{i / 2}}","manner":"PARAPHRASES"}""");
            await Line($$"""{"record":"claim","subject":"organisation:o-{{i - (i % Sources)}}","property":"Organisation.name","value":{"text":"Name {{i % 3}}","language":"en"},"stance":"REPORTS","source":"s-{{i}}"}""");
        }

        return written;

        Task Line(string line)
        {
            written++;
            return file.WriteLineAsync(line.AsMemory(), cancellation);
        }
    }

    private static async Task<(double Seconds, long Peak)> ImportAsync(string file, string folder, CancellationToken cancellation)
    {
        // A new cluster is no part of an import.
        await RunAsync(["status", $"--KnowledgeBase:DataDirectory={folder}"], cancellation);
        return await RunAsync(["import", file, $"--KnowledgeBase:DataDirectory={folder}"], cancellation);
    }

    private static async Task<(double Seconds, long Peak)> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(ServerApp).Assembly.Location, .. arguments, "--KnowledgeBase:Seeds=false"]) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        var (ended, peak) = (process.WaitForExitAsync(cancellation), 0L);
        while (await Task.WhenAny(ended, Task.Delay(100, cancellation)) != ended)
        {
            process.Refresh();
            if (!process.HasExited) peak = process.PeakWorkingSet64;
        }

        await ended;
        return process.ExitCode == 0 ? (clock.Elapsed.TotalSeconds, peak) : throw new InvalidOperationException($"{string.Join(' ', arguments)}:\n{await output}\n{await errors}");
    }
}
