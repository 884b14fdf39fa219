using System.Diagnostics;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>From the start of the process on a filled folder to its first answer.</summary>
internal static class StartMeasure
{
    private const double Most = 3;
    private const double MostAtFirst = 15;

    public static async Task<IReadOnlyList<Result>> RunAsync(string folder, CancellationToken cancellation)
    {
        var times = new Series();
        for (var i = 0; i < 3; i++) times.Add(await UntilAnswered(folder, seeds: false, cancellation));
        var first = new Series();
        using (var empty = new TemporaryFolder()) first.Add(await UntilAnswered(Path.Combine(empty.Path, "data"), seeds: true, cancellation));
        return
        [
            new("start on an existing folder", "until the first page is answered", 1, times.Count, times.Median, times.P95, times.P99, null)
            {
                Target = "< 3 s", IsMet = times.Median < Most * 1_000,
            },
            new("first start, on an empty folder, with the seeds", "until the first page is answered", 1, 1, first.Median, first.P95, first.P99, null)
            {
                Target = "< 15 s", IsMet = first.Median < MostAtFirst * 1_000,
            },
        ];
    }

    private static async Task<TimeSpan> UntilAnswered(string folder, bool seeds, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await using var server = await ServerUnderTest.StartAsync(folder, cancellation, seeds);
        await server.Client.BytesAsync(PageQuery.Document(null), cancellation);
        return clock.Elapsed;
    }
}
