using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Domain.Expulsions;

/// <summary>How many persons: a range, because sources say "over 100" and "several".</summary>
/// <param name="Min">At least so many; 1 or more.</param>
/// <param name="Max">At most so many; the same as <paramref name="Min"/> when the number is exact, null when there is no bound.</param>
/// <param name="Text">In the words it was given in.</param>
public sealed record Headcount(int Min, int? Max, string Text)
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 200;

    /// <summary>What makes two headcounts the same value, in whatever words they were given.</summary>
    [JsonIgnore]
    public (int Min, int? Max) Range => (Min, Max);

    public static Headcount Exactly(int count) => Between(count, count);

    /// <exception cref="ArgumentOutOfRangeException">Less than nothing, or a maximum below the minimum.</exception>
    public static Headcount Between(int min, int? max, string? text = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        if (max < min) throw new ArgumentOutOfRangeException(nameof(max));
        return new(min, max, text ?? Words(min, max));
    }

    /// <summary>Reads a number, a range or one of the usual words for either; see <see cref="HeadcountParser"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Headcount? value, [NotNullWhen(false)] out string? error) =>
        HeadcountParser.TryParse(text, out value, out error);

    /// <summary>
    /// Sum of the minima and sum of the maxima; no maximum as soon as one has none. Nothing sums up to 0. A minimum stops at the
    /// largest int, and a maximum beyond it is none: the range still holds.
    /// </summary>
    public static Headcount Sum(IEnumerable<Headcount> counts)
    {
        long min = 0;
        long? max = 0;
        foreach (var count in counts)
        {
            min += count.Min;
            max += count.Max;
        }

        return Between((int)Math.Min(min, int.MaxValue), max > int.MaxValue ? null : (int?)max);
    }

    private static string Words(int min, int? max) => max switch
    {
        null => $"at least {min}",
        _ when max == min => $"{min}",
        _ => $"{min} to {max}",
    };
}
