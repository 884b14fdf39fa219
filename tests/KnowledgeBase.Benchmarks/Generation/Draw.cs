namespace KnowledgeBase.Benchmarks.Generation;

/// <summary>
/// Random numbers of one thing of the base (SplitMix64): what is drawn for one thing never depends on how many were drawn for
/// another, so that each can be made anew by its number.
/// </summary>
internal struct Draw(ulong seed, Subject subject, long number, long part = 0)
{
    private ulong state = Mix(Mix(Mix(seed + (ulong)subject) + (ulong)number) + (ulong)part);

    /// <summary>0 (inclusive) to the limit (exclusive).</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(double chance) => Unit() * 100 < chance;

    /// <summary>0 (exclusive) to 1 (inclusive).</summary>
    public double Unit() => ((Next() >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>0 to the limit (exclusive), small numbers much more often: the n-th about 1/n as often as the first.</summary>
    public int Skewed(int limit) => Math.Min(limit - 1, (int)(Math.Pow(limit + 1, 1 - Unit()) - 1));

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What is drawn for.</summary>
internal enum Subject
{
    Expulsion = 1,
    Source = 2,
    Claim = 3,
    Correction = 4,
    Weight = 5,
}
