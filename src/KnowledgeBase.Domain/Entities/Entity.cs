namespace KnowledgeBase.Domain.Entities;

/// <summary>What deciding about an entity needs to know of it.</summary>
/// <param name="Merge">How it was absorbed by another one; null while it is one of its own.</param>
public sealed record Entity(Guid Id, EntityKind Kind, string Key, string Label, EntityMerged? Merge = null, bool IsErased = false)
{
    /// <summary>Total: an event of another concept changes nothing.</summary>
    public static Entity? Evolve(Entity? state, object @event) => @event switch
    {
        IEntityRegistered e => new(e.EntityId, e.Kind, e.Key, e.Label, IsErased: e.IsErased),
        EntityRelabelled e when state is not null => state with { Label = e.Label },
        EntityMerged e when state is not null => state with { Merge = e },
        EntityUnmerged when state is not null => state with { Merge = null },
        _ => state,
    };
}

/// <summary>The judgement that stands on a pair of entities.</summary>
public sealed record EntityPair(IdentityJudged Judged)
{
    public static EntityPair? Evolve(EntityPair? state, object @event) => @event is IdentityJudged e ? new(e) : state;
}
