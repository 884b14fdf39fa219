using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Identity;
using static KnowledgeBase.GraphQL.Errors.UserErrors.UserErrorKind;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Mutations on which entities are one.</summary>
internal static class IdentityMutations
{
    private const string Forms = "Its id, or its key with its kind, such as `expulsion:2021-fr-ru`.";
    private const string AsItIs = "as it is now; null when the mutation was refused.";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("judgeIdentity", Role.Curator, "Judges whether two entities are one. Whatever the judgement, the pair is not proposed again; a new judgement replaces the old one. It merges nothing.",
            input => input.Required<IdGraphType>("entity", $"One of the two. {Forms}").Required<IdGraphType>("otherEntity", $"The other. {Forms}")
                .Required<IdentityVerdictType>("verdict", "The judgement.").Reason().Version("the judgements on this pair"),
            payload => payload.IdentityJudgement()
                .Entity<EntityInterface, JudgeIdentity>("entity", $"The first entity named, {AsItIs}", c => c.EntityId)
                .Entity<EntityInterface, JudgeIdentity>("otherEntity", $"The other one, {AsItIs}", c => c.OtherEntityId),
            [NotFound, AlreadyMerged, Conflict],
            input => Mutation.One(input, new JudgeIdentity(
                input.Reference("entity", References.Entity), input.Reference("otherEntity", References.Entity),
                input.Required<IdentityVerdict>("verdict"), input.Required<string>("reason")))),
        new("mergeEntities", Role.Curator, "Merges an entity into another one of its kind: they turned out to be one. Both ids go on to be understood, and nothing that was recorded is changed; it can be undone.",
            input => input.Required<IdGraphType>("entity", $"The one to be absorbed. {Forms}").Required<IdGraphType>("survivor", $"The one that stays. {Forms}")
                .Reason().Version("the entity to be absorbed itself"),
            payload => payload.Entity<EntityInterface, MergeEntities>("survivor", $"The entity that both are, {AsItIs}", c => c.SurvivorId)
                .Reference<MergeEntities>("absorbed", "The one that was absorbed; null when the mutation was refused.", c => c.EntityId),
            [NotFound, AlreadyMerged, Conflict],
            input => Mutation.One(input, new MergeEntities(
                input.Reference("entity", References.Entity), input.Reference("survivor", References.Entity), input.Required<string>("reason")))),
        new("unmergeEntities", Role.Curator, "Undoes a merge: the entity is one of its own again, with all that was said of it before and since, and with all that was merged into it.",
            input => input.Required<IdGraphType>("entity", $"The one that was absorbed. {Forms}").Reason().Version("the absorbed entity itself"),
            payload => payload.Entity<EntityInterface>("entity", $"The entity that was absorbed, {AsItIs}"),
            [NotFound, Conflict, NothingToChange],
            input => Mutation.One(input, new UnmergeEntities(input.Reference("entity", References.Entity), input.Required<string>("reason")))),
    ];
}
