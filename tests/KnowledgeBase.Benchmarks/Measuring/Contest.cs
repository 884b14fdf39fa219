using System.Diagnostics;

namespace KnowledgeBase.Benchmarks.Measuring;

/// <param name="Name">For the table.</param>
/// <param name="RunAsync">Does it once; the number counts the times.</param>
internal sealed record Contestant(string Name, Func<int, CancellationToken, Task> RunAsync);

/// <summary>What one contestant took.</summary>
/// <param name="PerSecond">How many a second, over the time in which this one alone was run.</param>
internal sealed record Outcome(string Name, int Concurrency, Series Times, double PerSecond);

/// <summary>
/// Runs contestants in turns (A B C A B C …), so that whatever else the machine does meets all of them alike, and only the
/// ratio of one to another, in the same run, means anything.
/// </summary>
internal static class Contest
{
    /// <summary>Before the first turn that counts, each is run for so long, until everything is compiled and cached.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    /// <summary>No further round is begun after so long, but <see cref="FewestRounds"/> are run in any case.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    private const int FewestRounds = 3;

    /// <param name="rounds">Turns of each that count, at most.</param>
    /// <param name="perTurn">How often each is run in a turn.</param>
    /// <param name="concurrency">How many run at the same time, all of the same contestant.</param>
    /// <param name="isCold">True when nothing may be run before the first turn.</param>
    public static async Task<IReadOnlyList<Outcome>> RunAsync(
        IReadOnlyList<Contestant> contestants, int rounds, int perTurn, int concurrency, CancellationToken cancellation, bool isCold = false)
    {
        var turns = new int[contestants.Count];
        var times = contestants.Select(_ => new Series()).ToList();
        var busy = new TimeSpan[contestants.Count];
        for (var c = 0; c < contestants.Count && !isCold; c++)
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;) await Turn(c, null);
        }

        var began = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds && (round < FewestRounds || Stopwatch.GetElapsedTime(began) < Budget); round++)
        {
            for (var c = 0; c < contestants.Count; c++)
            {
                var start = Stopwatch.GetTimestamp();
                await Turn(c, times[c]);
                busy[c] += Stopwatch.GetElapsedTime(start);
            }
        }

        return [.. contestants.Select((c, i) => new Outcome(c.Name, concurrency, times[i], times[i].Count / busy[i].TotalSeconds))];

        Task Turn(int c, Series? counted) => RunTurn(contestants[c], turns[c]++ * perTurn, perTurn, concurrency, counted, cancellation);
    }

    private static async Task RunTurn(Contestant contestant, int first, int count, int concurrency, Series? times, CancellationToken cancellation)
    {
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Work()));

        async Task Work()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < first + count;)
            {
                var start = Stopwatch.GetTimestamp();
                await contestant.RunAsync(i, cancellation);
                times?.Add(Stopwatch.GetElapsedTime(start));
            }
        }
    }
}
