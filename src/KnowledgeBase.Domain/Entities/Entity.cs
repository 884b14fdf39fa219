namespace KnowledgeBase.Domain.Entities;

/// <summary>What deciding about an entity needs to know of it.</summary>
public sealed record Entity(Guid Id, EntityKind Kind, string Key, string Label)
{
    /// <summary>Total: an event of another concept changes nothing.</summary>
    public static Entity? Evolve(Entity? state, object @event) => @event switch
    {
        IEntityRegistered e => new(e.EntityId, e.Kind, e.Key, e.Label),
        EntityRelabelled e when state is not null => state with { Label = e.Label },
        _ => state,
    };
}
