namespace KnowledgeBase.Domain.Expulsions;

/// <summary>A number of persons between two bounds.</summary>
/// <param name="Min">At least so many.</param>
/// <param name="Max">At most so many; null when there is no upper bound.</param>
public readonly record struct PersonRange(long Min, long? Max)
{
    /// <summary>Nobody.</summary>
    public static PersonRange None { get; } = new(0, 0);

    /// <summary>Any number: what is known when nobody stated one.</summary>
    public static PersonRange Unknown { get; } = new(0, null);

    /// <summary>Sum of the minima and sum of the maxima; no maximum as soon as one has none.</summary>
    public static PersonRange operator +(PersonRange a, PersonRange b) => new(a.Min + b.Min, a.Max + b.Max);

    public static PersonRange Add(PersonRange left, PersonRange right) => left + right;

    public static PersonRange Of(Headcount headcount) => new(headcount.Min, headcount.Max);

    /// <summary>Whether every number of this range lies in the other one.</summary>
    public bool IsWithin(PersonRange other) => Min >= other.Min && (other.Max is null || Max <= other.Max);

    public bool IsBelow(PersonRange other) => Max < other.Min;
}

/// <summary>By how many persons one number differs from another one, between two bounds.</summary>
/// <param name="Min">Null when there is no lower bound.</param>
/// <param name="Max">Null when there is no upper bound.</param>
public readonly record struct PersonDifference(long? Min, long? Max)
{
    /// <summary>The left number less the right one, whatever the two are within their ranges.</summary>
    public static PersonDifference Between(PersonRange left, PersonRange right) => new(left.Min - right.Max, left.Max - right.Min);
}
