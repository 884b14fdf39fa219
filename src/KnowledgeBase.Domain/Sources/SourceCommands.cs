using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Sources;

/// <param name="Key">A slug; without one the URL in normal form is the natural key.</param>
public sealed record RegisterSource(string? Key, SourceDescription Description)
{
    public string NaturalKey => Key ?? Description.Url ?? "";

    public Guid SourceId => Identifiers.Source(NaturalKey);
}

public sealed record DescribeSource(Guid SourceId, SourceDescription Description);

public sealed record CiteSource(Guid SourceId, Guid CitedId, CitationManner Manner, bool WasConsulted, string? Note);

public sealed record RemoveCitation(Guid SourceId, Guid CitedId, string Reason);

public sealed record GradeSource(Guid SourceId, Reliability Grade, string Reason);

public sealed record RetractSource(Guid SourceId, string Reason, EdtfDate? RetractedOn);

public sealed record JudgeIndependence(Guid SourceId, Guid OtherSourceId, IndependenceVerdict Verdict, string Reason);
