using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>A log of events, each with its stream, and the base that it makes: what the store does, in memory.</summary>
internal sealed class Log
{
    private readonly List<(Guid Stream, object Event)> events = [];
    private readonly Dictionary<Guid, Source> sources = [];
    private readonly Dictionary<Guid, SourcePair> pairs = [];
    private readonly Dictionary<Guid, (Claim Claim, long Recorded)> claims = [];

    public IReadOnlyList<(Guid Stream, object Event)> Events => events;

    public Source? Source(Guid id) => sources.GetValueOrDefault(id);

    public Claim? Claim(Guid id) => claims.TryGetValue(id, out var c) ? c.Claim : null;

    public SourcePair? Pair(Guid id) => pairs.GetValueOrDefault(id);

    public CitationGraph Graph => new(
        sources.Values.ToDictionary(s => s.Id, s => new SourceNode(
            s.Id, s.Description.Kind, s.Description.IsOriginalReporting, s.Description.PublisherId, s.Description.PublishedOn?.Earliest,
            s.Description.PublishedOn?.Latest, s.Grade?.Grade, s.Retraction is not null, [.. s.Citations.Keys])),
        pairs.Values.ToDictionary(p => (p.Judged.FirstSourceId, p.Judged.SecondSourceId), p => p.Judged.Verdict));

    public Fact Fact => FactResolution.Resolve(
        History.Property,
        claims.Values.Where(c => c.Claim.Standing == Standing.Standing && sources[c.Claim.Asserted.SourceId].Retraction is null).Select(c => new Evidence(
            c.Claim.Id, c.Claim.Asserted.Value, c.Claim.Asserted.Stance, c.Claim.Rank, c.Claim.Grade?.Grade,
            new(c.Claim.Asserted.SourceId, c.Claim.Asserted.AttributedTo), c.Claim.Asserted.StatedOn?.Latest, c.Recorded)),
        Graph);

    public static Log Of(IEnumerable<(Guid Stream, object Event)> events)
    {
        var log = new Log();
        foreach (var (stream, e) in events) log.Append(stream, e);
        return log;
    }

    public void Record(Guid stream, Decision decision)
    {
        foreach (var e in decision.Events) Append(stream, e);
    }

    private void Append(Guid stream, object e)
    {
        events.Add((stream, e));
        if (Domain.Sources.Source.Evolve(Source(stream), e) is { } source) sources[stream] = source;
        if (SourcePair.Evolve(Pair(stream), e) is { } pair) pairs[stream] = pair;
        if (Domain.Claims.Claim.Evolve(Claim(stream), e) is { } claim)
        {
            claims[stream] = (claim, claims.TryGetValue(stream, out var before) ? before.Recorded : events.Count);
        }
    }
}
