using System.Collections.Immutable;

namespace KnowledgeBase.Domain.Sources;

/// <summary>What deciding about a source needs to know of it.</summary>
public sealed record Source(
    Guid Id,
    string Key,
    SourceDescription Description,
    ImmutableDictionary<Guid, SourceCited> Citations,
    SourceReliabilityGraded? Grade = null,
    SourceRetracted? Retraction = null,
    bool IsErased = false)
{
    /// <summary>In the order in which they were recorded.</summary>
    public ImmutableList<SourceSnapshotTaken> Snapshots { get; init; } = [];

    public static Source? Evolve(Source? state, object @event) => @event switch
    {
        SourceRegistered e => new(e.SourceId, e.Key, e.Description, ImmutableDictionary<Guid, SourceCited>.Empty, IsErased: e.IsErased),
        SourceDescribed e when state is not null => state with { Description = e.Description },
        SourceCited e when state is not null => state with { Citations = state.Citations.SetItem(e.CitedId, e) },
        CitationRemoved e when state is not null => state with { Citations = state.Citations.Remove(e.CitedId) },
        SourceReliabilityGraded e when state is not null => state with { Grade = e },
        SourceSnapshotTaken e when state is not null => state with { Snapshots = state.Snapshots.Add(e) },
        SourceRetracted e when state is not null => state with { Retraction = e },
        _ => state,
    };
}

/// <summary>The judgement that stands on a pair of sources.</summary>
public sealed record SourcePair(IndependenceJudged Judged)
{
    public static SourcePair? Evolve(SourcePair? state, object @event) => @event is IndependenceJudged e ? new(e) : state;
}
