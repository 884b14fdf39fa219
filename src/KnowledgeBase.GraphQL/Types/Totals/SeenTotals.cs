using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Totals;

/// <summary>What sources state of an episode, beside what was computed.</summary>
/// <param name="Fact">Null when nobody spoke of it.</param>
/// <param name="Computed">Null when nothing is recorded that it could be computed from.</param>
public sealed record SeenTotals(Lens Lens, Property Property, Fact? Fact, FactDetails? Details, PersonRange? Computed)
{
    /// <summary>The accepted value first, then its rivals, best first.</summary>
    public IReadOnlyList<SeenStated> Stated => Fact is null
        ? []
        : [.. new[] { Fact.Accepted }.OfType<Candidate>().Concat(Fact.Alternatives)
            .Select(c => new SeenStated(new(Lens, c, Details!, Property), c == Fact.Accepted, Computed))];

    public SeenStated? Accepted => Stated.FirstOrDefault(s => s.IsAccepted);
}

/// <summary>One of the values that sources state, beside what was computed.</summary>
public sealed record SeenStated(SeenCandidate Candidate, bool IsAccepted, PersonRange? Computed)
{
    public PersonRange Range => Candidate.Candidate.Value switch
    {
        HeadcountValue v => PersonRange.Of(v.Headcount),
        NumberValue v => new(v.Number, v.Number),
        var other => throw new InvalidOperationException($"A total is not {other}."),
    };

    public TotalAgreement Agreement => Comparison.Of(Range, Computed);

    public PersonDifference? Difference => Computed is { } computed ? PersonDifference.Between(Range, computed) : null;
}
