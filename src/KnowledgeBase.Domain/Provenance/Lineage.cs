namespace KnowledgeBase.Domain.Provenance;

/// <summary>What stands where a lineage ends.</summary>
public enum RootKind
{
    /// <summary>An official statement, a named person, or a source marked as original reporting.</summary>
    Named = 1,
    /// <summary>An anonymous informant.</summary>
    Unattributed = 2,
    /// <summary>We do not know where it has it from: counts as nothing.</summary>
    Unresolved = 3,
}

/// <param name="Conduits">The sources through which it is reached; empty when the claim's own source is the root.</param>
public sealed record LineageRoot(Guid SourceId, RootKind Kind, IReadOnlySet<Guid> Conduits);

/// <summary>Where one claim comes from.</summary>
/// <param name="Roots">In the order in which the walk finds them.</param>
/// <param name="IsCircular">Some path of citations, whatever their dates, comes back to a source that it already passed.</param>
/// <param name="IsAnachronistic">Some citation points to what was published later; it was not followed.</param>
/// <param name="RestsOnRetracted">Some path ends at a source that was retracted; it was not followed.</param>
public sealed record Lineage(IReadOnlyList<LineageRoot> Roots, bool IsCircular, bool IsAnachronistic, bool RestsOnRetracted)
{
    public bool HasCountedRoot => Roots.Any(r => r.Kind != RootKind.Unresolved);

    /// <summary>It ends, but nowhere that counts.</summary>
    public bool IsUnresolved => !HasCountedRoot && Roots.Count > 0;
}

/// <summary>From where a lineage starts: a source, and the chains that a claim attributes itself to.</summary>
public sealed record LineageStart(Guid SourceId, IReadOnlyList<IReadOnlyList<Guid>> AttributedTo)
{
    public static LineageStart Of(Guid sourceId) => new(sourceId, []);
}
