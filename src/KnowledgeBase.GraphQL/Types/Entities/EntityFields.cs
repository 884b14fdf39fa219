using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Erasure;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>The fields that every entity has.</summary>
internal static class EntityFields
{
    public static void AddTo(ObjectGraphType<SeenEntity> type)
    {
        type.Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque id.").Resolve(c => GlobalId.Of(c.Source.Kind.ToString(), c.Source.Id, c.Source.Lens));
        type.Field<NonNullGraphType<StringGraphType>>("key").Description("Natural key with its kind, e.g. `expulsion:2021-fr-ru`; `entity(key:)` finds it by this.")
            .Resolve(c => EntityKeys.Write(c.Source.Row));
        type.Field<NonNullGraphType<StringGraphType>>("label").Description("Short text to tell it from others. Not a claim.").Resolve(c => c.Source.Row.Label);
        type.Field<ErasureType>("erased").Description("That the person's details were erased on request; null when they were not. The same through every lens.")
            .Resolve(c => c.Source.Row.IsErased ? c.Reads().Erasure(c.Source.Id) : null);
        type.Field<NonNullGraphType<LongType>>("version").Description(VersionField.Description).Resolve(c => c.Reads().Version(c.Source.Lens, c.Source.Id));
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("aliases")
            .Description("Other names of it: every accepted name and official name, in any language.").Resolve(Aliases);
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<FactInterface>>>>("facts")
            .Description("What the base accepts, property by property, and why.")
            .Argument<ListGraphType<NonNullGraphType<PropertyType>>>("properties", "Only these; without it, all that somebody spoke of.").Resolve(Facts);
        type.Field<NonNullGraphType<ConnectionType<ClaimType>>>("claims").Description("What was said about it.").Paged().Filtered(typeof(ClaimFilterType)).Ordered(typeof(ClaimOrderType))
            .Resolve(c =>
            {
                var (request, isBrief) = (ClaimArguments.Read(c), BriefClaims.AreEnough(c));
                return c.Reads().Below(c, c.Source.Lens, c.Source.Id, request,
                    (ids, cancel) => c.Reads().Claims.AboutAsync(c.Source.Lens, request, isBrief, ids, cancel), r => new SeenClaim(c.Source.Lens, r)).ToConnection();
            });
        type.Field<NonNullGraphType<ConnectionType<ChangeType>>>("changes").Description("What was recorded of it, of what was merged into it and of the claims about these, in order; also merges into it that were undone. Claims about others whose value it is belong to those; what became of the sources behind it shows in the `effects` of their changes.").Paged().Filtered(typeof(ChangeFilterType))
            .Resolve(c =>
            {
                var request = ChangeArguments.Read(c);
                return c.Reads().Below(c, c.Source.Lens, c.Source.Id, request,
                    (ids, cancel) => c.Reads().Changes.OfEntitiesAsync(c.Source.Lens, request, ids, cancel), r => new SeenChange(c.Source.Lens, r)).ToConnection();
            });
        IdentityFields.AddTo(type);
    }

    private static Loaded<IReadOnlyList<SeenFact>> Facts(IResolveFieldContext<SeenEntity> context)
    {
        var (lens, entity) = (context.Source.Lens, context.Source);
        var names = context.GetArgument<List<string>?>("properties");
        var properties = names is null
            ? [.. PropertyRegistry.Of(entity.Kind)]
            : names.Distinct().Select(PropertyRegistry.Get).ToList();
        if (properties.Find(p => p.Subject != entity.Kind) is { } foreign)
        {
            throw new KnowledgeBaseError(Domain.Recording.RefusalCodes.PropertyNotOfSubject, $"{foreign.Name} is not a property of {entity.Kind}.", "properties");
        }

        var loads = properties.Select(p => (Property: p, Load: context.Reads().Facts(lens, entity.Id, p))).ToList();
        return new(async cancel =>
        {
            var facts = new List<SeenFact>();
            foreach (var (property, load) in loads)
            {
                var found = await load.GetResultAsync(cancel);
                facts.AddRange(found);
                // Asked for by name: that nobody spoke of it is an answer too.
                if (found.Count == 0 && names is not null) facts.Add(new(lens, entity.Id, property, null));
            }

            return facts;
        });
    }

    private static Loaded<List<string>> Aliases(IResolveFieldContext<SeenEntity> context)
    {
        var entity = context.Source;
        var loads = PropertyRegistry.Of(entity.Kind).Where(p => p.Field is "name" or "officialName")
            .Select(p => context.Reads().Facts(entity.Lens, entity.Id, p)).ToList();
        return new(async cancel =>
        {
            var facts = (await Task.WhenAll(loads.Select(l => l.GetResultAsync(cancel)))).SelectMany(f => f).ToList();
            return [.. facts.Select(f => (f.Row!.Value as Domain.Claims.TextValue)?.Text).OfType<string>().Where(n => n != entity.Row.Label).Distinct()];
        });
    }
}
