using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Export;

/// <summary>Some claims, and all that they name.</summary>
/// <param name="Entities">Subjects, and entities that are values.</param>
/// <param name="Sources">Those that speak, are named by an attribution or were read, and their publishers.</param>
/// <param name="Changes">That recorded, graded, ranked or took back a claim, by position.</param>
/// <param name="Quotations">How quotations compare with snapshots, by claim.</param>
public sealed record ClaimPage(
    IReadOnlyList<ClaimRow> Claims, IReadOnlyDictionary<Guid, EntityRow> Entities, IReadOnlyDictionary<Guid, SourceRow> Sources,
    IReadOnlyDictionary<long, ChangeRow> Changes, IReadOnlyDictionary<Guid, QuotationRow> Quotations);

/// <summary>Some facts, and the entities that they name.</summary>
/// <param name="Publishers">Of the sources that they rest on, by id.</param>
/// <param name="Changes">That made the accepted values what they are, by position.</param>
public sealed record FactPage(
    IReadOnlyList<ExportedFact> Facts, IReadOnlyDictionary<Guid, EntityRow> Entities, IReadOnlyDictionary<Guid, SourceRow> Publishers,
    IReadOnlyDictionary<long, ChangeRow> Changes);

/// <summary>What the base accepts, with the claims and sources that it rests on.</summary>
/// <param name="Row">As it is stored.</param>
/// <param name="Details">Of all facts of the property.</param>
public sealed record ExportedFact(FactRow Row, FactDetails Details)
{
    public Property Property { get; } = PropertyRegistry.Get(Row.Property);

    /// <summary>Resolved anew.</summary>
    public Fact Fact { get; } = Details.BySlot.GetValueOrDefault(Row.Slot) ?? throw new InvalidOperationException(
        $"The read model has a fact {PropertyRegistry.Get(Row.Property)} of {Row.Subject} that its claims do not give. Rebuild it.");

    /// <summary>The accepted value and its rivals, and those that are denied only.</summary>
    public IEnumerable<Value> Values => Fact.Alternatives.Select(a => a.Value)
        .Concat(Fact.Accepted is null ? [] : [Fact.Accepted.Value]).Concat(Fact.Denials.Concat(Fact.Neutral).Select(e => e.Value).OfType<Value>());

    public ClaimRow Claim(Evidence evidence) => Details.Claims[evidence.ClaimId];

    public SourceRow Source(Guid id) => Details.Graph.Sources[id];
}
