using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Domain.Entities;

/// <param name="EntityId">One of the two; the order does not matter.</param>
/// <param name="KeepsExisting">A judgement that stands is left as it is: for imports, which know less than a curator.</param>
public sealed record JudgeIdentity(Guid EntityId, Guid OtherEntityId, IdentityVerdict Verdict, string Reason, bool KeepsExisting = false);

/// <param name="EntityId">The one to be absorbed.</param>
/// <param name="SurvivorId">The one that stays; it may have been absorbed itself.</param>
public sealed record MergeEntities(Guid EntityId, Guid SurvivorId, string Reason);

public sealed record UnmergeEntities(Guid EntityId, string Reason);

/// <summary>What is recorded of the entities that a command names; the handler looks it up before the decision.</summary>
/// <param name="Find">An entity, also each one that another was merged into; null when none is registered under the id.</param>
/// <param name="Judged">The judgement that stands on a pair of entities; null when there is none.</param>
public sealed record IdentityContext(Func<Guid, Entity?> Find, Func<Guid, Guid, IdentityJudged?> Judged)
{
    /// <summary>The one that an entity resolves to, however many merges lie between.</summary>
    public Entity SurvivorOf(Entity entity)
    {
        while (entity.Merge is { } merge && Find(merge.SurvivorId) is { } next) entity = next;
        return entity;
    }
}

/// <summary>Decides whether entities are one. No circle ever comes about: whatever is merged ends in one survivor.</summary>
public static class IdentityDecider
{
    public static Decision Decide(EntityPair? state, JudgeIdentity command, IdentityContext context)
    {
        var checks = new Checks().Text(command.Reason, Limits.Reason, "reason")
            .Require(Enum.IsDefined(command.Verdict), RefusalCodes.Malformed, "No such verdict.", "verdict");
        var (one, other) = Pair(checks, context, (command.EntityId, "entity"), (command.OtherEntityId, "otherEntity"));
        if (one is not null && other is not null && command.Verdict != IdentityVerdict.Same && context.SurvivorOf(one) == context.SurvivorOf(other))
        {
            checks.Add(RefusalCodes.AlreadyMerged, $"They are merged into {Named(context.SurvivorOf(one))}. Undo the merge first.", "verdict");
        }

        return checks.OrElse(() =>
        {
            var (first, second) = Identifiers.Ordered(command.EntityId, command.OtherEntityId);
            var judged = new IdentityJudged(first, second, command.Verdict, command.Reason.Trim());
            return state?.Judged == judged || (command.KeepsExisting && state is not null) ? Decision.Nothing : Decision.Record(judged);
        });
    }

    public static Decision Decide(Entity? state, MergeEntities command, IdentityContext context)
    {
        var checks = new Checks().Text(command.Reason, Limits.Reason, "reason");
        var (entity, survivor) = Pair(checks, context, (command.EntityId, "entity"), (command.SurvivorId, "survivor"));
        if (checks.Failed || entity is null || survivor is null) return Decision.Refuse(checks.Refusals);

        var merged = new EntityMerged(command.EntityId, command.SurvivorId, command.Reason.Trim());
        if (state?.Merge == merged) return Decision.Nothing;
        if (state?.Merge is { } before)
        {
            return Decision.Refuse(
                RefusalCodes.AlreadyMerged, $"It was merged into {Named(context.Find(before.SurvivorId))} already. Undo that merge first, or merge that one.", "entity");
        }

        if (context.SurvivorOf(survivor).Id == command.EntityId)
        {
            return Decision.Refuse(RefusalCodes.MergeCircle, $"{Named(survivor)} was itself merged into {Named(entity)}: the merge would make a circle.", "survivor");
        }

        return context.Judged(command.EntityId, command.SurvivorId) is { Verdict: IdentityVerdict.Different } judged
            ? Decision.Refuse(RefusalCodes.JudgedDifferent, $"They were judged different: “{judged.Reason}” Judge them the same first.", "survivor")
            : Decision.Record(merged);
    }

    public static Decision Decide(Entity? state, UnmergeEntities command) => new Checks()
        .Text(command.Reason, Limits.Reason, "reason")
        .OrElse(() => state switch
        {
            null => Decision.Refuse(RefusalCodes.NotFound, Missing, "entity"),
            { Merge: { } merge } => Decision.Record(new EntityUnmerged(state.Id, merge.SurvivorId, command.Reason.Trim())),
            _ => Decision.Refuse(RefusalCodes.NothingToChange, $"{Named(state)} is not merged into any other.", "entity"),
        });

    private const string Missing = "No entity is registered under this id.";

    /// <summary>Two entities of one kind; null for each that is not registered.</summary>
    private static (Entity? One, Entity? Other) Pair(Checks checks, IdentityContext context, (Guid Id, string Path) one, (Guid Id, string Path) other)
    {
        var (a, b) = (context.Find(one.Id), context.Find(other.Id));
        checks.Require(a is not null, RefusalCodes.NotFound, Missing, one.Path).Require(b is not null, RefusalCodes.NotFound, Missing, other.Path);
        if (one.Id == other.Id) checks.Add(RefusalCodes.SelfReference, "An entity is itself, always.", other.Path);
        else if (a is not null && b is not null && a.Kind != b.Kind)
        {
            checks.Add(RefusalCodes.OtherKind, $"A {a.Kind} and a {b.Kind} are never one: both must be of one kind.", other.Path);
        }

        return (a, b);
    }

    private static string Named(Entity? entity) => entity is null ? "another entity" : $"“{entity.Label}” ({entity.Kind.ToString().ToLowerInvariant()}:{entity.Key})";
}
