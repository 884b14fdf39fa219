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

/// <summary>Whether a lineage may lead from a source to one that it names.</summary>
public enum LineageStep
{
    Open = 1,
    /// <summary>The named source was certainly published later, so that it cannot be the origin.</summary>
    Anachronistic = 2,
    /// <summary>The named source was retracted.</summary>
    Retracted = 3,
}

/// <summary>
/// The citations below some sources, and curators' judgements on whether pairs of them are independent, as of one moment.
/// It must hold every source that can be reached from the claims that are resolved with it.
/// </summary>
public sealed class CitationGraph
{
    private readonly IReadOnlyDictionary<Guid, SourceNode> sources;
    private readonly IReadOnlyDictionary<(Guid, Guid), IndependenceVerdict> judgements;
    private readonly Dictionary<Guid, IReadOnlyList<Guid>> told;

    public CitationGraph(
        IReadOnlyDictionary<Guid, SourceNode> sources,
        IReadOnlyDictionary<(Guid First, Guid Second), IndependenceVerdict>? judgements = null)
        : this(sources, judgements ?? new Dictionary<(Guid, Guid), IndependenceVerdict>(), [])
    {
    }

    private CitationGraph(
        IReadOnlyDictionary<Guid, SourceNode> sources,
        IReadOnlyDictionary<(Guid, Guid), IndependenceVerdict> judgements,
        Dictionary<Guid, IReadOnlyList<Guid>> told) => (this.sources, this.judgements, this.told) = (sources, judgements, told);

    public SourceNode? Find(Guid id) => sources.GetValueOrDefault(id);

    /// <summary>Where a source has it from: what the claims tell of it (see <see cref="AsToldBy"/>), else what it cites.</summary>
    public IReadOnlyList<Guid> OriginsOf(Guid id) => told.TryGetValue(id, out var origins) ? origins : Find(id)?.Cites ?? [];

    public IndependenceVerdict? JudgementOn(Guid a, Guid b) =>
        judgements.TryGetValue(Ids.Identifiers.Ordered(a, b), out var verdict) ? verdict : null;

    /// <summary>
    /// The same graph as the claims that support one value tell it. Where a claim says from whom a source has this value, by its
    /// own attribution or on the way of a chain, that goes before all that the source cites, for whoever cites the source: an
    /// article that names its informants for a figure, and a ministry for its refusal to comment, has the figure from the
    /// informants, and so has every reprint of it. A source that also states the value without any attribution keeps its citations.
    /// </summary>
    /// <param name="claims">The claims that count for the value, in any order.</param>
    public CitationGraph AsToldBy(IEnumerable<LineageStart> claims)
    {
        var origins = new Dictionary<Guid, HashSet<Guid>>();
        var unattributed = new HashSet<Guid>();
        foreach (var claim in claims)
        {
            if (claim.AttributedTo.Count == 0) unattributed.Add(claim.SourceId);
            foreach (var chain in claim.AttributedTo) Note(claim.SourceId, chain);
        }

        foreach (var id in unattributed)
        {
            if (origins.TryGetValue(id, out var named)) named.UnionWith(Find(id)?.Cites ?? []);
        }

        return origins.Count == 0 ? this : new(sources, judgements, origins.ToDictionary(o => o.Key, o => (IReadOnlyList<Guid>)[.. o.Value.Order()]));

        void Note(Guid from, IReadOnlyList<Guid> chain)
        {
            foreach (var to in chain)
            {
                if (!origins.TryGetValue(from, out var named)) origins[from] = named = [];
                named.Add(to);
                // A chain that breaks off tells nothing about those behind the break.
                if (StepBetween(from, to) != LineageStep.Open) return;
                from = to;
            }
        }
    }

    /// <summary>A step from or to a source that the graph does not know is open.</summary>
    public LineageStep StepBetween(Guid from, Guid to)
    {
        if (Find(to) is not { } cited) return LineageStep.Open;
        if (cited.IsRetracted) return LineageStep.Retracted;
        return Find(from) is { } citing && IsAnachronistic(citing, cited) ? LineageStep.Anachronistic : LineageStep.Open;
    }

    /// <summary>True when the cited source was certainly published after the citing one, so that the citation cannot be its origin.</summary>
    public static bool IsAnachronistic(SourceNode citing, SourceNode cited) =>
        citing.PublishedTo is { } to && cited.PublishedFrom is { } from && from > to;
}
