using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>Which entity each one is, as far as a page touches it, kept current while its events are applied.</summary>
internal sealed class Identities
{
    private readonly Dictionary<Guid, Guid> into = [];
    private readonly Dictionary<Guid, HashSet<Guid>> absorbed = [];

    public VersionedTable<Guid, EntityRow> Rows { get; } = new(r => r.Id);

    public VersionedTable<Guid, MergeRow> Merges { get; } = new(r => r.Absorbed);

    public VersionedTable<(Guid First, Guid Second), IdentityJudgementRow> Judgements { get; } = new(r => (r.First, r.Second));

    /// <summary>The one that an entity is, over all merges.</summary>
    public Guid SurvivorOf(Guid id) => Rows.Find(id)?.Survivor ?? id;

    public void Load(EntityRow row, long since)
    {
        Rows.Load(row, since);
        if (row.MergedInto is { } survivor) Link(row.Id, survivor);
    }

    /// <returns>The entity and all that were merged into it: those that now are another one than before.</returns>
    public IReadOnlyList<Guid> Merge(Guid id, Guid survivor, string reason, long position)
    {
        Merges.Set(new(id, survivor, reason, position), position);
        Unlink(id);
        Link(id, survivor);
        return Resolve(id, position);
    }

    /// <param name="merge">The position of the merge that is undone.</param>
    /// <returns>As for a merge.</returns>
    public IReadOnlyList<Guid> Unmerge(Guid id, long position, out long merge)
    {
        merge = Merges.Find(id)?.Recorded ?? throw new InvalidOperationException($"A merge of entity {id} is undone, which the read model does not have.");
        Merges.Remove(id, position);
        Unlink(id);
        return Resolve(id, position);
    }

    /// <summary>The entity and all that were merged into it, directly or not.</summary>
    public List<Guid> WithAbsorbed(Guid id)
    {
        var all = new List<Guid> { id };
        var found = new HashSet<Guid>(all);
        for (var i = 0; i < all.Count; i++) all.AddRange((absorbed.GetValueOrDefault(all[i]) ?? []).Where(found.Add));
        return all;
    }

    private List<Guid> Resolve(Guid id, long position)
    {
        var moved = WithAbsorbed(id);
        foreach (var entity in moved)
        {
            var row = Rows.Find(entity) ?? throw new InvalidOperationException($"Entity {entity} is merged, which the read model does not have.");
            Rows.Set(row with { MergedInto = into.TryGetValue(entity, out var next) ? next : null, Survivor = Follow(entity) }, position);
        }

        return moved;
    }

    /// <summary>
    /// To the end of the chain. One request may undo a merge and make the opposite one; the log has its events stream by stream,
    /// and for a moment two entities may be merged into each other: both are then the one with the lowest id.
    /// </summary>
    private Guid Follow(Guid id)
    {
        var passed = new List<Guid>();
        while (into.TryGetValue(id, out var next))
        {
            if (passed.IndexOf(id) is >= 0 and var start) return passed[start..].Min();
            passed.Add(id);
            id = next;
        }

        return id;
    }

    private void Link(Guid id, Guid survivor)
    {
        into[id] = survivor;
        if (!absorbed.TryGetValue(survivor, out var others)) absorbed[survivor] = others = [];
        others.Add(id);
    }

    private void Unlink(Guid id)
    {
        if (into.Remove(id, out var survivor)) absorbed[survivor].Remove(id);
    }
}
