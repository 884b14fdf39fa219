using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Batching;

// What the fields of the schema resolve from: rows, each with the lens that it was seen through, so that what is loaded below
// it is seen through the same one.

public sealed record SeenEntity(Lens Lens, EntityRow Row, ExpulsionRow? Expulsion)
{
    public Guid Id => Row.Id;

    public EntityKind Kind => Row.Kind;
}

public sealed record SeenSource(Lens Lens, SourceRow Row);

public sealed record SeenCitation(Lens Lens, CitationRow Row);

public sealed record SeenClaim(Lens Lens, ClaimRow Row);

public sealed record SeenSnapshot(Lens Lens, SnapshotRow Row);

/// <summary>A claim that has a quotation, and how that compares with the snapshots.</summary>
public sealed record SeenQuotation(SeenClaim Claim, QuotationRow Check)
{
    public Lens Lens => Claim.Lens;
}

public sealed record SeenChange(Lens Lens, ChangeRow Row);

/// <summary>An import or a request.</summary>
/// <param name="Key">Its own id.</param>
public sealed record SeenOrigin(Lens Lens, OriginKind Kind, string Key);

/// <param name="Row">Null when nobody spoke of the property.</param>
public sealed record SeenFact(Lens Lens, Guid Subject, Property Property, FactRow? Row)
{
    public FactKey Key => new(Subject, Property.Number);
}

/// <summary>A rival value, or the accepted one, with what stands behind it.</summary>
public sealed record SeenCandidate(Lens Lens, Candidate Candidate, FactDetails Details, Property Property);

/// <summary>One end of a lineage, with the graph that its paths run through.</summary>
public sealed record SeenRoot(Lens Lens, Root Root, KnownGraph Graph);
