using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>What lineage needs to know of a source, as of one moment.</summary>
/// <param name="PublishedFrom">First day on which it may have been published; null when unknown.</param>
/// <param name="PublishedTo">Last such day; null when unknown.</param>
/// <param name="Cites">Standing citations, in the order in which they were recorded.</param>
public sealed record SourceNode(
    Guid Id,
    SourceKind Kind,
    bool IsOriginalReporting,
    Guid? PublisherId,
    DateOnly? PublishedFrom,
    DateOnly? PublishedTo,
    Reliability? Reliability,
    bool IsRetracted,
    IReadOnlyList<Guid> Cites);

/// <summary>
/// The citations below some sources, and curators' judgements on whether pairs of them are independent, as of one moment.
/// It must hold every source that can be reached from the claims that are resolved with it.
/// </summary>
public sealed class CitationGraph(
    IReadOnlyDictionary<Guid, SourceNode> sources,
    IReadOnlyDictionary<(Guid First, Guid Second), IndependenceVerdict>? judgements = null)
{
    private readonly IReadOnlyDictionary<(Guid, Guid), IndependenceVerdict> judgements =
        judgements ?? new Dictionary<(Guid, Guid), IndependenceVerdict>();

    public SourceNode? Find(Guid id) => sources.GetValueOrDefault(id);

    public IndependenceVerdict? JudgementOn(Guid a, Guid b) =>
        judgements.TryGetValue(Ids.Identifiers.Ordered(a, b), out var verdict) ? verdict : null;

    /// <summary>True when the cited source was certainly published after the citing one, so that the citation cannot be its origin.</summary>
    public static bool IsAnachronistic(SourceNode citing, SourceNode cited) =>
        citing.PublishedTo is { } to && cited.PublishedFrom is { } from && from > to;
}
