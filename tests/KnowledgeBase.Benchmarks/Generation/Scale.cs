namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>
/// How large the base is, and how its claims are spread: most expulsions have about ten, a few have hundreds. Everything in it
/// follows from the two numbers.
/// </summary>
internal sealed class Scale
{
    /// <summary>The base is recorded in so many waves: each brings new expulsions and more on those of the wave before.</summary>
    public const int Waves = 4;

    /// <summary>Every expulsion has at least so many claims.</summary>
    public const int FewestClaims = 6;

    private readonly int[] claimsOf;

    public Scale(int claims, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(claims, 1_000);
        (Claims, Seed) = (claims, seed);
        claimsOf = Spread(claims, Expulsions, seed);
    }

    public int Claims { get; }

    public ulong Seed { get; }

    public int Expulsions => Claims / 20;

    /// <summary>All sources, the widely cited ones (which come first) among them.</summary>
    public int Sources => Claims / 10;

    public int ClaimsOf(int expulsion) => claimsOf[expulsion];

    public int WaveOf(int expulsion) => (int)((long)expulsion * Waves / Expulsions);

    private static int[] Spread(int claims, int expulsions, ulong seed)
    {
        var weights = Enumerable.Range(0, expulsions)
            .Select(i => Math.Min(100, Math.Pow(new Draw(seed, Subject.Weight, i).Unit(), -0.7) - 1)).ToArray();
        var unit = (claims - (FewestClaims * expulsions)) / weights.Sum();
        var spread = weights.Select(w => FewestClaims + (int)(w * unit)).ToArray();
        for (var rest = claims - spread.Sum(); rest > 0; rest--) spread[rest % expulsions]++;
        return spread;
    }
}
