using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>The same page on a small base and on the large one.</summary>
internal static class SizeMeasure
{
    private const string Name = "the page, on a base a hundred times as large";

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest large, ServerUnderTest small, CancellationToken cancellation)
    {
        var pages = new[]
        {
            (await PageQuery.WalkAsync(small.Client, null, cancellation)).As("small base"),
            (await PageQuery.WalkAsync(large.Client, null, cancellation)).As("large base"),
        };
        var results = new List<Result>();
        foreach (var concurrency in (int[])[1, 16])
        {
            var outcomes = await Contest.RunAsync(pages, concurrency == 1 ? 60 : 20, concurrency == 1 ? 5 : 64, concurrency, cancellation);
            results.Add(Result.Of(Name, outcomes[0]));
            results.Add(Result.Of(Name, outcomes[1], outcomes[0], 1.3));
        }

        return results;
    }
}
