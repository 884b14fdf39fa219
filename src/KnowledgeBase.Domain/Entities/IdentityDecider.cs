using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Entities;

public sealed record JudgeIdentity(Guid EntityId, Guid OtherEntityId, IdentityVerdict Verdict, string Reason);

/// <param name="EntityId">The one that is absorbed.</param>
/// <param name="SurvivorId">The one that it is.</param>
public sealed record MergeEntities(Guid EntityId, Guid SurvivorId, string Reason);

/// <param name="EntityId">The one that was absorbed.</param>
public sealed record UnmergeEntities(Guid EntityId, string Reason);

/// <summary>The judgement that stands on a pair of entities.</summary>
public sealed record EntityPair(IdentityJudged Judged)
{
    public static EntityPair? Evolve(EntityPair? state, object @event) => @event is IdentityJudged e ? new(e) : state;
}

/// <summary>What deciding about the identity of entities needs to know of others.</summary>
/// <param name="Find">An entity by its id; null when none is registered under it. It knows the whole chain of merges above an entity.</param>
/// <param name="Judged">The judgement on a pair, in either order; null when there is none.</param>
public sealed record IdentityContext(Func<Guid, Entity?> Find, Func<Guid, Guid, IdentityVerdict?> Judged)
{
    /// <summary>The entity that one is absorbed into in the end; itself when it is not.</summary>
    public Entity SurvivorOf(Entity entity)
    {
        while (entity.Merged is { } merge && Find(merge.SurvivorId) is { } next) entity = next;
        return entity;
    }
}

/// <summary>Decisions on which entities are one (domain.md, section 7).</summary>
public static class IdentityDecider
{
    public static Decision Decide(EntityPair? state, JudgeIdentity command, IdentityContext context)
    {
        var checks = new Checks()
            .Text(command.Reason, Limits.Reason, "reason")
            .Require(Enum.IsDefined(command.Verdict), RefusalCodes.Malformed, "No such verdict.", "verdict");
        CheckPair(checks, command.EntityId, command.OtherEntityId, "otherEntity", context);
        return checks.OrElse(() =>
        {
            var (first, second) = Ids.Identifiers.Ordered(command.EntityId, command.OtherEntityId);
            var judged = new IdentityJudged(first, second, command.Verdict, command.Reason.Trim());
            return state?.Judged == judged ? Decision.Nothing : Decision.Record(judged);
        });
    }

    public static Decision Decide(Entity? state, MergeEntities command, IdentityContext context)
    {
        var checks = new Checks().Text(command.Reason, Limits.Reason, "reason");
        CheckPair(checks, command.EntityId, command.SurvivorId, "survivor", context);
        return checks.OrElse(() =>
        {
            if (state!.Merged is { } merge)
            {
                return merge.SurvivorId == command.SurvivorId
                    ? Decision.Nothing
                    : Decision.Refuse(RefusalCodes.AlreadyMerged, $"It is merged already, into “{context.Find(merge.SurvivorId)?.Label}”. Undo that first.", "entity");
            }

            if (context.SurvivorOf(context.Find(command.SurvivorId)!).Id == command.EntityId)
            {
                return Decision.Refuse(RefusalCodes.MergeCircle, "The survivor is merged into this entity: it would be merged into itself.", "survivor");
            }

            return context.Judged(command.EntityId, command.SurvivorId) == IdentityVerdict.Different
                ? Decision.Refuse(RefusalCodes.JudgedDifferent, "The two were judged to be different. Judge them to be the same first.", "survivor")
                : Decision.Record(new EntityMerged(command.EntityId, command.SurvivorId, command.Reason.Trim()));
        });
    }

    public static Decision Decide(Entity? state, UnmergeEntities command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .OrElse(() => state switch
        {
            null => Decision.Refuse(RefusalCodes.NotFound, "No entity is registered under this id.", "entity"),
            { Merged: { } merge } => Decision.Record(new EntityUnmerged(state.Id, merge.SurvivorId, command.Reason.Trim())),
            _ => Decision.Refuse(RefusalCodes.NothingToChange, "The entity is not merged into another one.", "entity"),
        });

    private static void CheckPair(Checks checks, Guid id, Guid otherId, string otherPath, IdentityContext context)
    {
        checks.Require(id != otherId, RefusalCodes.SelfReference, "These are the same id.", otherPath);
        var (entity, other) = (context.Find(id), context.Find(otherId));
        checks.Require(entity is not null, RefusalCodes.NotFound, "No entity is registered under this id.", "entity");
        checks.Require(other is not null, RefusalCodes.NotFound, "No entity is registered under this id.", otherPath);
        if (entity is not null && other is not null && entity.Kind != other.Kind)
        {
            checks.Add(RefusalCodes.KindMismatch, $"A {other.Kind} is no {entity.Kind}.", otherPath);
        }
    }
}
