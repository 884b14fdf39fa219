using System.Globalization;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Queries.Lenses;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Erasure;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.GraphQL.Types.Relations;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sums;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Queries;

/// <summary>The root of all queries.</summary>
public sealed class QueryType : QueryFields
{
    public QueryType()
    {
        Name = "Query";
        Description = "What is recorded, and what follows from it: now, with every source.";
        ErasurePreviewFields.AddTo(this);
    }
}

/// <summary>What can be asked at the root and through every lens. Its source is the lens; without one, now.</summary>
public abstract class QueryFields : ObjectGraphType
{
    private const int MostNodes = 100;

    protected QueryFields()
    {
        AddLookups();
        AddEntities<CountryType, CountryFilterType>("countries", "All countries, by label.", EntityKind.Country);
        AddEntities<OrganisationType, OrganisationFilterType>("organisations", "All organisations, by label.", EntityKind.Organisation);
        AddEntities<DiplomatType, DiplomatFilterType>("diplomats", "All diplomats, by label.", EntityKind.Diplomat);
        AddEntities<PersonType, PersonFilterType>("persons", "All other persons, by label.", EntityKind.Person);
        AddEntities<EpisodeType, EpisodeFilterType>("episodes", "All waves and affairs, by label.", EntityKind.Episode);
        Field<NonNullGraphType<ConnectionType<ExpulsionType>>>("expulsions").Description("All expulsions, latest announcement first.").Paged()
            .Filtered(typeof(ExpulsionFilterType)).Ordered(typeof(ExpulsionOrderType)).ResolveAsync(async c => await Entities(c, EntityKind.Expulsion, ExpulsionArguments.Read(c)));
        AddLists();
        AddOverviews();
        Field<NonNullGraphType<ViewType>>("through").Description("The same queries, seen through a lens: every field below, at any depth, obeys it.")
            .Argument<NonNullGraphType<LensInputType>>("lens", "From where to look. What an inner lens does not say, it takes from the outer one.")
            .ResolveAsync(async c => await LensInput.OpenAsync(c));
    }

    private void AddLookups()
    {
        Field<NodeInterface>("node").Description("Anything by its id; null when nothing has it.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "Its id.").Resolve(c => Node(c, c.GetArgument<string>("id"), "id"));
        Field<NonNullGraphType<ListGraphType<NodeInterface>>>("nodes").Description($"Things by their ids, in the same order; null for each that nothing has. At most {MostNodes}.")
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<IdGraphType>>>>("ids", "Their ids.").Resolve(Nodes);
        Field<EntityInterface>("entity").Description("An entity by its natural key; null when none has it.")
            .Argument<NonNullGraphType<StringGraphType>>("key", "Its kind and key, e.g. `expulsion:2021-fr-ru`.").Resolve(c =>
            {
                var id = EntityKeys.Parse(c.GetArgument<string>("key"))
                    ?? throw new KnowledgeBaseError(RefusalCodes.Malformed, "A key is a kind of entity in lower case, a colon and a key, e.g. country:FR.", "key");
                return c.Reads().Entity(c.Lens(), id);
            });
        Field<SourceType>("source").Description("A source by its natural key or by its address; null when none has it.")
            .Argument<StringGraphType>("key", "Its key. Either this or `url`.")
            .Argument<UrlType>("url", "Its address, in any form that has the same normal form.").Resolve(Source);
        Field<CountryType>("country").Description("A country by its code; null when it is not registered.")
            .Argument<NonNullGraphType<CountryCodeType>>("code", "Its code.").Resolve(c => c.Reads().Entity(c.Lens(), InputReader.Country(c.GetArgument<string>("code"), "code")));
    }

    private void AddEntities<TNode, TFilter>(string name, string description, EntityKind kind)
        where TNode : IGraphType
        where TFilter : IGraphType, IFilterReader =>
        Field<NonNullGraphType<ConnectionType<TNode>>>(name).Description(description).Paged().Filtered(typeof(TFilter)).Ordered(typeof(EntityOrderType))
            .ResolveAsync(async c => await Entities(c, kind, EntityArguments.Read<TFilter>(c, name)));

    private void AddLists()
    {
        Field<NonNullGraphType<ConnectionType<SourceType>>>("sources").Description("All sources, by title.").Paged().Filtered(typeof(SourceFilterType)).Ordered(typeof(SourceOrderType)).ResolveAsync(async c =>
        {
            var (lens, ordering) = (c.Lens(), SourceQueries.Ordering(c.Order()));
            var page = await c.Reads().Sources.PageAsync(lens, new(ordering, c.Page(ordering), c.Filter<SourceFilterType>()), c.CancellationToken);
            return page.Select(r => new SeenSource(lens, r)).ToConnection();
        });
        Field<NonNullGraphType<ConnectionType<ClaimType>>>("claims").Description("All claims, in the order in which they were recorded.").Paged().Filtered(typeof(ClaimFilterType)).Ordered(typeof(ClaimOrderType)).ResolveAsync(async c =>
        {
            var lens = c.Lens();
            var page = await c.Reads().Claims.PageAsync(lens, ClaimArguments.Read(c), BriefClaims.AreEnough(c), c.CancellationToken);
            return page.Select(r => new SeenClaim(lens, r)).ToConnection();
        });
        Field<NonNullGraphType<ConnectionType<ChangeType>>>("changes").Description("Recorded events in order. The cursor of the last one resumes without a gap.").Paged().Filtered(typeof(ChangeFilterType)).ResolveAsync(async c =>
        {
            var lens = c.Lens();
            var page = await c.Reads().Changes.PageAsync(lens, ChangeArguments.Read(c), c.CancellationToken);
            return page.Select(r => new SeenChange(lens, r)).ToConnection();
        });
        Field<NonNullGraphType<ConnectionType<SearchHitType>>>("search")
            .Description($"Finds words, parts of words and similar names in labels, accepted texts, titles and quotations, best match first. At most {SearchQueries.MostCandidates} of each sort are ranked.")
            .Argument<NonNullGraphType<StringGraphType>>("text", $"What to look for, at most {SearchTexts.Longest} characters; in quotations also \"exact phrases\" and -exclusions.")
            .Argument<ListGraphType<NonNullGraphType<SearchTypeType>>>("types", "Only these; without it, everything.").Paged().ResolveAsync(Search);
    }

    private void AddOverviews()
    {
        IdentityFields.AddCandidates(this);
        Field<NonNullGraphType<BilateralRelationType>>("relation").Description("Two parties: who expelled whom, when, in answer to what.")
            .Argument<ListGraphType<NonNullGraphType<CountryCodeType>>>("between", "The codes of two countries. Either this or `parties`.")
            .Argument<ListGraphType<NonNullGraphType<IdGraphType>>>("parties", "Ids or keys of two countries or organisations, e.g. `organisation:nato`.")
            .Resolve(c => SeenRelation.Load(c, c.Lens(), PartyArguments.Two(c)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionStatisticType>>>>("expulsionStatistics")
            .Description("Sums without double counting (aggregates against their parts), in the order of the groups' values (of parties and episodes: of their ids), unknown ones last. "
                + $"At most {StatisticsQueries.MostGroups} groups, over at most {StatisticsQueries.MostAggregates} aggregates; more are refused.").Filtered(typeof(ExpulsionFilterType))
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionGroupingType>>>>("groupBy", "What they are grouped by, one inside the other; one sum of all when the list is empty.")
            .ResolveAsync(async c =>
            {
                var (lens, groupBy) = (c.Lens(), c.GetArgument<List<ExpulsionGrouping>>("groupBy").Distinct().ToList());
                var rows = await c.Reads().Statistics.SumAsync(lens, c.Filter<ExpulsionFilterType>(), groupBy, c.CancellationToken);
                return rows.Select(r => new SeenStatistic(lens, groupBy, r)).ToList();
            });
        Field<NonNullGraphType<IntegrityType>>("integrity").Description("Is the log intact? Head of the chain of hashes, and how far it was verified.")
            .Resolve(c => c.RequestServices!.GetRequiredService<IntegrityWatch>().Last is var (verification, at) ? new Integrity(verification, at) : null);
        Field<NonNullGraphType<ViewerType>>("viewer").Description("Who is asking.").Resolve(c => new Viewer(c.User));
    }

    private static async Task<Connection> Entities(IResolveFieldContext context, EntityKind kind, ListRequest request)
    {
        var lens = context.Lens();
        var page = await context.Reads().Entities.PageAsync(lens, kind, request, context.CancellationToken);
        return page.Select(r => new SeenEntity(lens, r.Entity, r.Expulsion)).ToConnection();
    }

    private static object? Node(IResolveFieldContext context, string text, string argument)
    {
        var id = GlobalId.Parse(text, argument);
        // Through a lens, everything is seen through that one.
        if (id.Lens is null || context.HasLens()) return Node(context, context.Lens(), id);
        return context.Reads().Lens(id.Lens).Then(lens => lens is null ? null : Node(context, lens, id));
    }

    private static object? Node(IResolveFieldContext context, Lens lens, GlobalId id)
    {
        if (id.Type == "Change")
        {
            return long.TryParse(id.Local, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? context.Reads().Change(lens, position) : null;
        }

        if (id.Type is "Import" or "Request") return Origins.Load(context, lens, id);
        if (id.Uuid is not { } uuid) return null;
        return id.Type switch
        {
            "Source" => context.Reads().Source(lens, uuid),
            "Claim" => context.Reads().Claim(lens, uuid),
            // An id of one kind never answers with an entity of another.
            _ when EntityTypeNames.All.Contains(id.Type) => context.Reads().Entity(lens, uuid).Then(e => e?.Kind.ToString() == id.Type ? e : null),
            _ => null,
        };
    }

    private static object Nodes(IResolveFieldContext context)
    {
        var ids = context.GetArgument<List<string>>("ids");
        if (ids.Count > MostNodes) throw new KnowledgeBaseError(RefusalCodes.Count, $"At most {MostNodes} ids can be asked for.", "ids");
        return ids.Select((id, i) => Node(context, id, string.Create(CultureInfo.InvariantCulture, $"ids.{i}"))).ToList();
    }

    private static object Source(IResolveFieldContext context)
    {
        var (key, url) = (context.GetArgument<string?>("key"), context.GetArgument<string?>("url"));
        if (key is null == url is null) throw new KnowledgeBaseError(ErrorCodes.BadUserInput, "Give the key or the address of the source.", key is null ? "key" : "url");
        var lens = context.Lens();
        if (key is not null) return context.Reads().Source(lens, Redaction.IdOf(key) ?? Identifiers.Source(key));
        if (!UrlNormalForm.TryNormalise(url!, out var normalised, out var error)) throw new KnowledgeBaseError(RefusalCodes.UrlMalformed, error, "url");
        return new Loaded<SeenSource?>(async cancel => await context.Reads().Sources.ByUrlAsync(lens, normalised, cancel) is { } row ? new(lens, row) : null);
    }

    private static async Task<object?> Search(IResolveFieldContext context)
    {
        var (lens, text) = (context.Lens(), context.GetArgument<string>("text"));
        SearchTexts.Check(text, "text");
        var types = context.GetArgument<List<SearchType>?>("types") ?? SearchTypes.All;
        var page = await context.Reads().Search.PageAsync(
            lens, text, SearchTypes.Kinds(types), types.Contains(SearchType.Source), types.Contains(SearchType.Claim),
            context.Page(SearchQueries.Ordering), context.CancellationToken);
        return page.Select(f => new SeenHit(f, f.Kind switch
        {
            FoundKind.Source => context.Reads().Source(lens, f.Id),
            FoundKind.Claim => context.Reads().Claim(lens, f.Id),
            _ => context.Reads().Entity(lens, f.Id),
        })).ToConnection();
    }
}
