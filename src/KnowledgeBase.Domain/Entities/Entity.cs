namespace KnowledgeBase.Domain.Entities;

/// <summary>What deciding about an entity needs to know of it.</summary>
/// <param name="Merged">The merge by which it is absorbed; null while it stands for itself.</param>
public sealed record Entity(Guid Id, EntityKind Kind, string Key, string Label, EntityMerged? Merged = null)
{
    /// <summary>Total: an event of another concept changes nothing.</summary>
    public static Entity? Evolve(Entity? state, object @event) => @event switch
    {
        IEntityRegistered e => new(e.EntityId, e.Kind, e.Key, e.Label),
        EntityRelabelled e when state is not null => state with { Label = e.Label },
        EntityMerged e when state is not null => state with { Merged = e },
        EntityUnmerged when state is not null => state with { Merged = null },
        _ => state,
    };
}
