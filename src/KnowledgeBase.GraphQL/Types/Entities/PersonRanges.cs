using System.Globalization;
using KnowledgeBase.Domain.Expulsions;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>Computed numbers in the form that stated ones have, and in words.</summary>
internal static class PersonRanges
{
    /// <summary>Numbers beyond 32 bits are cut off there; there are not so many diplomats.</summary>
    public static Headcount ToHeadcount(PersonRange range)
    {
        var max = range.Max is { } m && m <= int.MaxValue ? (int?)m : null;
        return Headcount.Between((int)Math.Min(range.Min, int.MaxValue), max);
    }

    /// <summary>The same for a difference, with signs.</summary>
    public static string Words(PersonDifference difference) => difference switch
    {
        { Min: null, Max: null } => "unknown",
        { Min: { } min, Max: null } => $"at least {Signed(min)}",
        { Min: null, Max: { } max } => $"at most {Signed(max)}",
        _ when difference.Min == difference.Max => Signed(difference.Min!.Value),
        _ => $"{Signed(difference.Min!.Value)} to {Signed(difference.Max!.Value)}",
    };

    private static string Signed(long number) => number.ToString("+0;-0;0", CultureInfo.InvariantCulture);
}
