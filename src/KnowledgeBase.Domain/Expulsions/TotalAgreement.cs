namespace KnowledgeBase.Domain.Expulsions;

/// <summary>How a number that sources state compares with the one that was computed from single expulsions.</summary>
public enum TotalAgreement
{
    /// <summary>Whatever was computed, the source allows for it.</summary>
    Agrees = 1,
    /// <summary>Some numbers fit both, others do not.</summary>
    Overlaps = 2,
    StatedHigher = 3,
    StatedLower = 4,
    /// <summary>Nothing is recorded that a number could be computed from.</summary>
    NothingComputed = 5,
}

/// <summary>Compares numbers that are ranges.</summary>
public static class Comparison
{
    /// <param name="stated">What a source says.</param>
    /// <param name="computed">Null when nothing is recorded.</param>
    public static TotalAgreement Of(PersonRange stated, PersonRange? computed) => computed switch
    {
        null => TotalAgreement.NothingComputed,
        { } sum when sum.IsWithin(stated) => TotalAgreement.Agrees,
        { } sum when sum.IsBelow(stated) => TotalAgreement.StatedHigher,
        { } sum when stated.IsBelow(sum) => TotalAgreement.StatedLower,
        _ => TotalAgreement.Overlaps,
    };

    /// <summary>
    /// Whether two numbers are the same: true when they are the same value, also the same range ("over 100" and "over 100"); false when
    /// they certainly differ; null when they may or may not be.
    /// </summary>
    /// <param name="areComplete">False when a number is missing in one of them.</param>
    public static bool? AreSame(PersonRange one, PersonRange other, bool areComplete)
    {
        if (one.IsBelow(other) || other.IsBelow(one)) return false;
        return areComplete && one == other ? true : null;
    }
}
