using System.Diagnostics;
using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>From the start of the process on a filled folder to its first answer.</summary>
internal static class StartMeasure
{
    private const double Most = 3;

    public static async Task<IReadOnlyList<Result>> RunAsync(string folder, CancellationToken cancellation)
    {
        var times = new Series();
        for (var i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            await using var server = await ServerUnderTest.StartAsync(folder, cancellation);
            await server.Client.BytesAsync(PageQuery.Document(null), cancellation);
            times.Add(clock.Elapsed);
        }

        return
        [
            new("start on an existing folder", "until the first page is answered", 1, times.Count, times.Median, times.P95, times.P99, null)
            {
                Target = "< 3 s", IsMet = times.Median < Most * 1_000,
            },
        ];
    }
}
