using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;

namespace KnowledgeBase.Domain.Properties;

/// <summary>How many values of a property the base accepts at once.</summary>
public enum Cardinality
{
    /// <summary>One value; others are rivals.</summary>
    One = 1,
    /// <summary>Each value stands on its own.</summary>
    Many = 2,
    /// <summary>One value for each language.</summary>
    OnePerLanguage = 3,
}

/// <summary>A closed list of terms that a property may take.</summary>
public sealed record Vocabulary(string Name, IReadOnlyList<Term> Terms)
{
    public bool Contains(string term) => Terms.Any(t => t.Name == term);
}

/// <param name="Name">Upper-case with underscores, as stored and as shown in the API.</param>
public sealed record Term(string Name, string Description);

/// <summary>A kind of statement about a kind of entity.</summary>
/// <param name="Number">Stored in the read model: never changed, never used again.</param>
/// <param name="Subject">What it can be said of.</param>
/// <param name="Field">Name within its subject, e.g. <c>headcount</c>; in the singular, also where the cardinality is many.</param>
/// <param name="Targets">For values that are entities: the kinds allowed.</param>
/// <param name="Vocabulary">For values that are terms.</param>
public sealed record Property(
    short Number,
    EntityKind Subject,
    string Field,
    ValueKind ValueKind,
    Cardinality Cardinality,
    string Description,
    IReadOnlyList<EntityKind>? Targets = null,
    Vocabulary? Vocabulary = null)
{
    /// <summary>Full name, e.g. <c>Expulsion.headcount</c>: stored in events, never changed.</summary>
    public string Name { get; } = $"{Subject}.{Field}";

    /// <summary>
    /// Which of a subject's facts a value belongs to: one slot for all values (<see cref="Cardinality.One"/>), one for each
    /// value (<see cref="Cardinality.Many"/>) or for each language. A claim without a value speaks about every slot.
    /// </summary>
    public string SlotOf(Value value) => Cardinality switch
    {
        Cardinality.Many => value.Identity,
        Cardinality.OnePerLanguage => (value as TextValue)?.Language ?? "",
        _ => "",
    };

    public override string ToString() => Name;
}
