using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Store.Reading.Identity;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Types.Identity;

/// <summary>The fields on which entities are one and which are not.</summary>
internal static class IdentityFields
{
    public static void AddTo(ObjectGraphType<SeenEntity> type)
    {
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<EntityReferenceType>>>>("absorbed")
            .Description($"Entities that were merged into it, directly or over others, in the order of the merges (at most {IdentityQueries.MostAbsorbed}).")
            .Resolve(c => c.Reads().Absorbed(c.Source.Lens, c.Source.Id));
        type.Field<NonNullGraphType<ConnectionType<IdentityJudgementType>>>("identityJudgements")
            .Description("What curators judged on whether it, or what was merged into it, is the same as others, in the order in which it was recorded.").Paged().Filtered(typeof(IdentityJudgementFilterType))
            .Resolve(c =>
            {
                var (lens, request) = (c.Source.Lens, new ListRequest(IdentityQueries.Ordering, c.Page(IdentityQueries.Ordering), c.Filter<IdentityJudgementFilterType>()));
                return c.Reads().Below(c, lens, c.Source.Id, request,
                    (ids, cancel) => c.Reads().Identities.JudgementsAsync(lens, request, ids, cancel), r => new SeenIdentityJudgement(lens, r)).ToConnection();
            });
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<IdentityCandidateType>>>>("identityCandidates")
            .Description($"Others that may be the same, likest first (at most {IdentityCandidateQueries.MostOfOne}); never one that was judged the same, different or unsure.")
            .Resolve(c => c.Reads().IdentityCandidates(c.Source.Lens, c.Source.Id));
    }

    /// <summary>The field of the root.</summary>
    public static void AddCandidates(ObjectGraphType type) => type.Field<NonNullGraphType<IdentityCandidateConnectionType>>("identityCandidates")
        .Description("Pairs of entities that may be one, with the reasons; never a pair that was judged the same, different or unsure, or that is merged, nor one that stands in an accepted relation. In no meaningful order.")
        .Argument<ListGraphType<NonNullGraphType<EntityKindType>>>("kinds", "Only entities of these kinds; without it, of every kind.")
        .Argument<IntGraphType>("first", $"At most so many, 1 to {PageArguments.LargestSize}; {PageArguments.DefaultSize} without it.")
        .Argument<StringGraphType>("after", "Only pairs after this cursor.")
        .ResolveAsync(async c =>
        {
            var (lens, page) = (c.Lens(), c.Page(IdentityCandidateQueries.Ordering));
            var kinds = c.GetArgument<List<EntityKind>?>("kinds") ?? [.. Enum.GetValues<EntityKind>()];
            var found = await c.Reads().IdentityCandidatesAsync(lens, kinds, page.Size, page.After, c.CancellationToken);
            return new Connection(
                [.. found.Edges.Select(e => new ConnectionEdge(new SeenIdentityCandidate(lens, e.Node), e.Place))], found.End is not null, page.After is not null, null)
            { End = found.End };
        });
}

public sealed class EntityKindType() : DescribedEnum<EntityKind>("EntityKind", "A kind of entity.",
    (EntityKind.Country, "A state, present or former."),
    (EntityKind.Organisation, "An embassy, ministry, service, alliance, company or any other body."),
    (EntityKind.Diplomat, "A member of a mission, named or unnamed."),
    (EntityKind.Person, "A natural person, other than a diplomat, that a story names."),
    (EntityKind.Expulsion, "One measure by which a party makes another party's staff leave."),
    (EntityKind.Episode, "A wave or an affair that expulsions belong to."));
