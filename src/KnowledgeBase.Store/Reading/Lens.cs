using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Store.Reading;

/// <summary>From where a query looks. Every query takes one, so that no field can look past it.</summary>
/// <param name="At">Position in the log as of which our records are read; null for now.</param>
/// <param name="View">What is left out of what was known then; null when nothing is.</param>
/// <param name="IsKnownAt">
/// Whether the position was asked for. A view is computed at a position in any case, but without being asked for one it moves on
/// with the log from one request to the next.
/// </param>
public sealed record Lens(long? At = null, LensView? View = null, bool IsKnownAt = true)
{
    public static Lens Now { get; } = new();

    /// <summary>The same moment, with every source and at any time in the world.</summary>
    public Lens Whole => View is null ? this : new(At, null, IsKnownAt);

    /// <summary>
    /// The SQL condition that keeps, of every row's versions, the one that stood. For now it is the condition of the partial
    /// indexes, letter for letter. It knows nothing of views: queries read through <see cref="LensTables"/>.
    /// </summary>
    public string Stands(string alias) => At is { } at
        ? FormattableString.Invariant($"({alias}.since <= {at} and {at} < {alias}.until)")
        : $"{alias}.until = {ReadModel.ReadModelSchema.Forever}";
}

/// <summary>What stands when some sources, or what does not hold at some time, are left out of what was known at a position.</summary>
/// <param name="Id">Number of the view's rows in the database.</param>
/// <param name="ValidAt">When in the world; null for any time.</param>
/// <param name="WithoutSources">The sources that were named, in the order of their ids.</param>
/// <param name="LeftOut">They and everything that they published.</param>
public sealed record LensView(long Id, EdtfDate? ValidAt, IReadOnlyList<Guid> WithoutSources, IReadOnlySet<Guid> LeftOut)
{
    public bool Equals(LensView? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode();
}
