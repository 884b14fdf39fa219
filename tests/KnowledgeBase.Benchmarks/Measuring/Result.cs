namespace KnowledgeBase.Benchmarks.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Measure">What belongs together and was measured in turns.</param>
/// <param name="Median">Milliseconds; null for a rate.</param>
/// <param name="Ratio">To the line that <paramref name="Against"/> names, in the same run; null for that line itself.</param>
/// <param name="Target">What is to be reached, in words; null when nothing is.</param>
/// <param name="IsMet">Null without a target.</param>
internal sealed record Result(
    string Measure, string What, int Concurrency, int Times, double? Median, double? P95, double? P99, double? PerSecond,
    double? Ratio = null, string? Against = null, string? Target = null, bool? IsMet = null)
{
    public static Result Of(string measure, Outcome outcome) => new(
        measure, outcome.Name, outcome.Concurrency, outcome.Times.Count, outcome.Times.Median, outcome.Times.P95, outcome.Times.P99, outcome.PerSecond);

    /// <summary>Compared by medians.</summary>
    /// <param name="atMost">Target for the ratio; null for none.</param>
    public static Result Of(string measure, Outcome outcome, Outcome against, double? atMost = null) =>
        Of(measure, outcome).To(outcome.Times.Median / against.Times.Median, against.Name, atMost);

    public Result To(double ratio, string against, double? atMost = null) => this with
    {
        Ratio = ratio,
        Against = against,
        Target = atMost is { } most ? FormattableString.Invariant($"≤ {most} ×") : null,
        IsMet = atMost is null ? null : ratio <= atMost,
    };

    public Result ToAtLeast(double ratio, string against, double least) => this with
    {
        Ratio = ratio,
        Against = against,
        Target = FormattableString.Invariant($"≥ {least} ×"),
        IsMet = ratio >= least,
    };
}
