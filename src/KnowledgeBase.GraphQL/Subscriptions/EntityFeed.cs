using System.Runtime.CompilerServices;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>Tells when something about an entity changed.</summary>
public sealed class EntityFeed(EntityQueries entities, ProjectedPosition projected)
{
    /// <summary>The entity as it is after each change (several at once count as one); nothing while it is not registered.</summary>
    public async IAsyncEnumerable<(EntityRecord Entity, long Position)> FollowAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = projected.Current;
        while (true)
        {
            await projected.WaitBeyondAsync(seen, cancellation);
            var shown = projected.Current;
            var entity = (await entities.ByIdsAsync(Lens.Now, [id], cancellation)).GetValueOrDefault(id);
            // By the survivor's id once it is merged: what counts for the one counts for the other.
            if (entity is not null && await entities.HasChangedAsync([id, entity.Entity.Id], seen, shown, cancellation)) yield return (entity, shown);
            seen = shown;
        }
    }
}
