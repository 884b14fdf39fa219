namespace KnowledgeBase.Benchmarks.Measuring;

/// <summary>How long something took, time after time, in milliseconds.</summary>
internal sealed class Series
{
    private readonly List<double> times = [];

    public int Count => times.Count;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    public void Add(TimeSpan time)
    {
        lock (times) times.Add(time.TotalMilliseconds);
    }

    private double At(double share)
    {
        lock (times)
        {
            if (times.Count == 0) return double.NaN;
            times.Sort();
            return times[(int)Math.Min(times.Count - 1, times.Count * share)];
        }
    }
}
