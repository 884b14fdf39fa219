using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Snapshots;

namespace KnowledgeBase.Store.Recording;

/// <summary>
/// What is recorded of the streams that a request names, and what its earlier steps add: later steps see it, so that one
/// request may register a source and claim something of it.
/// </summary>
internal sealed class RecordedState(SnapshotReadings snapshots)
{
    private readonly Dictionary<Guid, (object? State, long Version)> streams = [];
    private readonly OrderedDictionary<Guid, List<object>> added = [];
    private readonly Stack<(Guid Id, bool IsFirst, (object? State, long Version) Before)> sinceMark = [];

    /// <summary>What the request's snapshots are.</summary>
    public SnapshotReadings Snapshots => snapshots;

    public ClaimContext Claims => new(id => (Find(id) as Entity)?.Kind, id => Find(id) is Source);

    public IdentityContext Identities => new(id => Find(id) as Entity, (a, b) => (Find(Identifiers.Identity(a, b)) as EntityPair)?.Judged);

    /// <summary>Entities that others were merged into and that are not loaded yet.</summary>
    public IEnumerable<Guid> UnknownSurvivors =>
        streams.Values.Select(s => (s.State as Entity)?.Merge?.SurvivorId).OfType<Guid>().Where(id => !streams.ContainsKey(id)).Distinct();

    /// <summary>New events by stream, in the order in which the streams were first touched.</summary>
    public IEnumerable<(Guid StreamId, bool IsNew, IReadOnlyList<object> Events)> Added =>
        added.Select(a => (a.Key, streams[a.Key].Version == a.Value.Count, (IReadOnlyList<object>)a.Value));

    public object? Find(Guid id) => streams.TryGetValue(id, out var stream) ? stream.State : null;

    public long VersionOf(Guid id) => streams.TryGetValue(id, out var stream) ? stream.Version : 0;

    /// <summary>Whether it is a natural person whose details were erased, or a claim about one.</summary>
    public bool IsErased(Guid id) => Find(id) is Entity { IsErased: true } or Source { IsErased: true } or Claim { Asserted.IsErased: true };

    public void Load(Guid id, object @event)
    {
        streams.TryGetValue(id, out var stream);
        streams[id] = (CommandRouting.Evolve(stream.State, @event), stream.Version + 1);
    }

    public void Add(Guid id, object @event)
    {
        streams.TryGetValue(id, out var before);
        sinceMark.Push((id, !streams.ContainsKey(id), before));
        Load(id, @event);
        if (!added.TryGetValue(id, out var events)) added[id] = events = [];
        events.Add(@event);
    }

    /// <summary>From here on, what is added can be taken back.</summary>
    public void Mark() => sinceMark.Clear();

    /// <summary>Takes back what was added since the mark.</summary>
    public void TakeBack()
    {
        while (sinceMark.TryPop(out var step))
        {
            if (step.IsFirst) streams.Remove(step.Id);
            else streams[step.Id] = step.Before;
            var events = added[step.Id];
            events.RemoveAt(events.Count - 1);
            if (events.Count == 0) added.Remove(step.Id);
        }
    }

    public bool Exists(Reference reference) => reference.Kind switch
    {
        ReferenceKind.Entity => Find(reference.Id) is Entity,
        ReferenceKind.Source => Find(reference.Id) is Source,
        _ => Find(reference.Id) is Claim,
    };
}
