using System.Diagnostics;
using KnowledgeBase.Benchmarks.Generation;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>What the server process takes at most while 16 connections read pages, entities and the past.</summary>
internal static class MemoryMeasure
{
    private const int Connections = 16;

    private const int Questions = 5_000;

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest server, Scale scale, CancellationToken cancellation)
    {
        var middle = await LensMeasure.Middle(server, cancellation);
        var plain = (await PageQuery.WalkAsync(server.Client, null, cancellation)).UnlikeBodies(Questions);
        var then = (await PageQuery.WalkAsync(server.Client, $"{{ knownAt: \"{middle}\" }}", cancellation)).UnlikeBodies(Questions);
        byte[][] bodies = [.. plain.SelectMany((page, i) => (byte[][])[page, EntityMeasure.Body(scale, i), then[i % then.Count], EntityMeasure.Body(scale, i + plain.Count)])];
        using var load = await Load.OpenAsync(server.Client.Address, bodies, Connections, cancellation);
        var (clock, next) = (Stopwatch.StartNew(), -1);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Work()));
        var (peak, times) = (server.PeakMemory / 1024 / 1024, next + 1);
        return
        [
            new("memory under load", $"server process at most, over {Lasts.TotalSeconds:0} s: {peak:N0} MiB; pages, entities, knownAt", Connections, times, null, null, null, times / clock.Elapsed.TotalSeconds)
            {
                Target = "< 1,024 MiB", IsMet = peak < 1024,
            },
        ];

        async Task Work()
        {
            while (clock.Elapsed < Lasts) await load.SendAsync(Interlocked.Increment(ref next), cancellation);
        }
    }
}
