namespace KnowledgeBase.Store.Reading;

/// <summary>From where a query looks. Every query takes one, so that no field can look past it.</summary>
/// <param name="At">Position in the log as of which our records are read; null for now.</param>
public sealed record Lens(long? At = null)
{
    public static Lens Now { get; } = new();

    /// <summary>
    /// The SQL condition that keeps, of every row's versions, the one that stood. For now it is the condition of the partial
    /// indexes, letter for letter.
    /// </summary>
    public string Stands(string alias) => At is { } at
        ? FormattableString.Invariant($"({alias}.since <= {at} and {at} < {alias}.until)")
        : $"{alias}.until = {ReadModel.ReadModelSchema.Forever}";
}
