using System.Diagnostics;
using System.Text.Json.Serialization;
using KnowledgeBase.Server;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>How the base was filled.</summary>
/// <param name="Seconds">From the first request to the last one's effect in the read model.</param>
internal sealed record Filled(int Claims, ulong Seed, long Events, double Seconds)
{
    /// <summary>False for a base that an earlier run made: how fast that was is nothing to compare with what is measured now.</summary>
    [JsonIgnore]
    public bool IsOfThisRun { get; init; }
}

/// <summary>Fills an empty data folder with a base, through the server's own recorder, request by request.</summary>
internal static class Filling
{
    /// <summary>About so many events a request.</summary>
    private const int RequestSize = 5_000;

    public static async Task<Filled> RunAsync(string folder, Scale scale, Action<string> say, CancellationToken cancellation)
    {
        await using var app = await ServerApp.BuildAsync(
            ["--urls", "http://127.0.0.1:0", "--KnowledgeBase:Seeds=false", $"--KnowledgeBase:DataDirectory={folder}"], cancellation);
        await app.StartAsync(cancellation);
        var recorder = app.Services.GetRequiredService<Recorder>();
        var (events, clock) = (0L, Stopwatch.StartNew());
        foreach (var request in new History(scale).Commands().Chunk(RequestSize))
        {
            var result = await recorder.RecordAsync(new("benchmark"), [.. request.Select(c => new Step(c))], cancellation: cancellation);
            if (result.IsRefused) throw new InvalidOperationException($"The made-up history was refused: {result.Refusals[0]}");
            if (events / 100_000 != (events += result.Changes.Count) / 100_000) say($"{events:N0} events, {events / clock.Elapsed.TotalSeconds:N0} a second");
        }

        var seconds = clock.Elapsed.TotalSeconds;
        await app.StopAsync(cancellation);
        return new(scale.Claims, scale.Seed, events, seconds) { IsOfThisRun = true };
    }
}
