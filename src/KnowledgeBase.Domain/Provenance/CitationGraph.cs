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
    private readonly Support support;

    public CitationGraph(
        IReadOnlyDictionary<Guid, SourceNode> sources,
        IReadOnlyDictionary<(Guid First, Guid Second), IndependenceVerdict>? judgements = null)
        : this(sources, judgements ?? new Dictionary<(Guid, Guid), IndependenceVerdict>(), [], new HashSet<Guid>())
    {
    }

    private CitationGraph(
        IReadOnlyDictionary<Guid, SourceNode> sources,
        IReadOnlyDictionary<(Guid, Guid), IndependenceVerdict> judgements,
        Dictionary<Guid, IReadOnlyList<Guid>> told,
        IReadOnlySet<Guid> leftOut)
    {
        (this.sources, this.judgements, this.told, LeftOut) = (sources, judgements, told, leftOut);
        support = new(this);
    }

    /// <summary>Sources that are looked at as if they had fallen; empty for the graph as it is.</summary>
    public IReadOnlySet<Guid> LeftOut { get; }

    public SourceNode? Find(Guid id) => sources.GetValueOrDefault(id);

    /// <summary>Where a source has it from: what the claims tell of it (see <see cref="AsToldBy"/>), else what it cites.</summary>
    /// <remarks>
    /// Without those that fall (see <see cref="Without"/>). One that no lineage could lead to stays, whether it falls or not: that
    /// a source names nobody but such does not make it a root.
    /// </remarks>
    public IReadOnlyList<Guid> OriginsOf(Guid id)
    {
        var origins = NamedBy(id);
        return LeftOut.Count == 0 || !origins.Any(Falls) ? origins : [.. origins.Where(o => !Falls(o) || StepBetween(id, o) != LineageStep.Open)];
    }

    /// <summary>
    /// The same graph without some sources and without whatever rests on them only: a source falls when it is left out, or when
    /// every path from it to where a lineage ends runs through one that is. A circle is no end.
    /// </summary>
    public CitationGraph Without(IReadOnlySet<Guid> leftOut) => new(sources, judgements, told, leftOut);

    /// <summary>Whether a source falls with those that are left out.</summary>
    public bool Falls(Guid id) => LeftOut.Count > 0 && support.Of(id) == Support.State.Falls;

    /// <summary>
    /// Whether a claim falls: its source is left out, or all that it rests on falls. That is what it attributes itself to and,
    /// without any attribution, what its source rests on.
    /// </summary>
    public bool Falls(LineageStart start)
    {
        if (LeftOut.Count == 0) return false;
        if (LeftOut.Contains(start.SourceId)) return true;
        return start.AttributedTo.Count == 0 ? Falls(start.SourceId) : start.AttributedTo.Any(c => ChainFalls(start, c)) && !start.AttributedTo.Any(c => ChainStands(start, c));
    }

    /// <summary>Whether one chain of a claim's attribution leads to what falls.</summary>
    public bool ChainFalls(LineageStart start, IReadOnlyList<Guid> chain) => LeftOut.Count > 0 && ChainState(start, chain) == Support.State.Falls;

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

        return origins.Count == 0 ? this : new(sources, judgements, origins.ToDictionary(o => o.Key, o => (IReadOnlyList<Guid>)[.. o.Value.Order()]), LeftOut);

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

    /// <summary>What a source names, whether it falls or not.</summary>
    internal IReadOnlyList<Guid> NamedBy(Guid id) => told.TryGetValue(id, out var origins) ? origins : Find(id)?.Cites ?? [];

    private bool ChainStands(LineageStart start, IReadOnlyList<Guid> chain) => ChainState(start, chain) == Support.State.Stands;

    private Support.State ChainState(LineageStart start, IReadOnlyList<Guid> chain)
    {
        var from = start.SourceId;
        foreach (var to in chain)
        {
            // A chain that breaks off leads nowhere, and so not to what is left out.
            if (StepBetween(from, to) != LineageStep.Open) return Support.State.Stands;
            if (LeftOut.Contains(to)) return Support.State.Falls;
            from = to;
        }

        return support.Of(from);
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
