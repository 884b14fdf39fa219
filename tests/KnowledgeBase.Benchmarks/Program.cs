using KnowledgeBase.Benchmarks;
using KnowledgeBase.Benchmarks.Generation;
using KnowledgeBase.Benchmarks.Measures;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Options.Usage);
    return 0;
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n\n{Options.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
var (results, notes) = (new List<Result>(), new List<string>());
using var bases = new Bases(options);
Exception? fault = null;
try
{
    await MeasureAsync();
}
catch (Exception e) when (!stop.IsCancellationRequested)
{
    // What was measured before is not lost.
    fault = e;
    notes.Add($"Broken off: {e.Message}");
    await Console.Error.WriteLineAsync(e.ToString());
}

var report = new Report(options.Claims, options.Seed, DateTimeOffset.UtcNow, results, notes);
await report.WriteAsync(options.Output, stop.Token);
Console.WriteLine($"\n{report}");
return fault is null ? 0 : 1;

async Task MeasureAsync()
{
    var scale = new Scale(options.Claims, options.Seed);
    var (folder, filled) = await bases.OfAsync(scale, Say, stop.Token);
    await using (var server = await ServerUnderTest.StartAsync(folder, stop.Token))
    {
        Say("Waiting until the server has nothing else to do.");
        await server.QuietAsync(stop.Token);
        if (Wanted("page")) results.AddRange(await PeerMeasure.RunAsync(server, Say, stop.Token));
        if (Wanted("lens"))
        {
            if (await LensMeasure.IsOfferedAsync(server.Client, stop.Token)) results.AddRange(await LensMeasure.RunAsync(server, scale, stop.Token));
            else notes.Add("This server offers no lens.");
        }

        if (Wanted("entity")) results.AddRange(await EntityMeasure.RunAsync(server, scale, stop.Token));
        if (Wanted("size"))
        {
            var (smallFolder, _) = await bases.OfAsync(new(options.SmallClaims, options.Seed), Say, stop.Token);
            await using var small = await ServerUnderTest.StartAsync(smallFolder, stop.Token);
            await small.QuietAsync(stop.Token);
            results.AddRange(await SizeMeasure.RunAsync(server, small, stop.Token));
        }

        if (Wanted("memory")) results.AddRange(await MemoryMeasure.RunAsync(server, scale, stop.Token));
        notes.Add($"The server process held {server.MemoryInUse / 1024 / 1024:N0} MiB after all reads.");
        if (Wanted("write")) results.AddRange(await WriteMeasure.RunAsync(server, scale, stop.Token));
        if (Wanted("import")) results.AddRange(await ImportMeasure.RunAsync(server, options.Claims, stop.Token));
        if (Wanted("recording")) results.AddRange(await RateMeasure.RecordingAsync(server, filled, stop.Token));
    }

    if (Wanted("start")) results.AddRange(await StartMeasure.RunAsync(folder, stop.Token));
    if (Wanted("rebuild")) results.AddRange(await RateMeasure.RebuildAsync(folder, stop.Token));
}

bool Wanted(string measure)
{
    if (!options.Measures.Contains(measure)) return false;
    Say($"Measuring: {measure}.");
    return true;
}

static void Say(string what) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");
