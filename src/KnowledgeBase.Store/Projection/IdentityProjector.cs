using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// Keeps claims, facts and expulsions under the entity that their own one is now: a merge, or its undoing, gives new versions of
/// what is said of (or names) the entities that it moves.
/// </summary>
internal sealed class IdentityProjector(Page page, FactProjector facts)
{
    public void Apply(EntityMerged e, long position) => Move(page.Identities.Merge(e.EntityId, e.SurvivorId, e.Reason, position), position);

    public void Apply(EntityUnmerged e, long position)
    {
        var moved = page.Identities.Unmerge(e.EntityId, position, out var merge);
        page.FactHistory.Undo(merge);
        Move(moved, position);
        page.FactHistory.Done();
    }

    public void Apply(IdentityJudged e, long position) => page.Identities.Judgements.Set(
        new(e.FirstEntityId, e.SecondEntityId, e.Verdict, e.Reason, Domain.Ids.Identifiers.Identity(e.FirstEntityId, e.SecondEntityId), position), position);

    /// <summary>A new claim as it is understood now: about the survivors of the entities that it names.</summary>
    public ClaimRow Understood(ClaimRow row) => Understood(row, null);

    private void Move(IReadOnlyList<Guid> moved, long position)
    {
        foreach (var id in moved) SetExpulsion(id, position);
        var others = moved.ToHashSet();
        var changed = new HashSet<(Guid Subject, short Property)>();
        foreach (var before in moved.SelectMany(page.ClaimIndex.Naming).Distinct().Select(id => page.Claims.Find(id)!).ToList())
        {
            var after = Understood(before, others);
            if (after == before) continue;
            page.ClaimIndex.Move(before, after);
            page.Claims.Set(after, position);
            changed.Add((before.Subject, before.Property));
            changed.Add((after.Subject, after.Property));
        }

        foreach (var (subject, property) in changed) facts.Refresh(subject, property, position, isIdentity: true);
    }

    /// <param name="only">Only these are looked at: the page need not know what others are. Null for all.</param>
    private ClaimRow Understood(ClaimRow row, HashSet<Guid>? only) => row with
    {
        Subject = only?.Contains(row.RecordedSubject) is false ? row.Subject : page.Identities.SurvivorOf(row.RecordedSubject),
        Value = row.RecordedValue is not { } value || only?.Contains(value) is false ? row.Value : new EntityValue(page.Identities.SurvivorOf(value)),
    };

    /// <summary>An absorbed expulsion has no row of its own. One that is its own again begins empty; its facts fill it.</summary>
    private void SetExpulsion(Guid id, long position)
    {
        if (page.Identities.Rows.Find(id) is not { Kind: EntityKind.Expulsion } row) return;
        if (row.Survivor != id) page.Expulsions.Remove(id, position);
        else if (page.Expulsions.Find(id) is null) page.Expulsions.Set(new(id), position);
    }
}
