using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Relations;
using KnowledgeBase.GraphQL.Types.Totals;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>What all kinds of entity have in common.</summary>
public abstract class EntityType : ObjectGraphType<SeenEntity>
{
    /// <param name="except">Properties whose plain field the type itself has, in a form of its own.</param>
    protected EntityType(EntityKind kind, string description, params string[] except)
    {
        Name = kind.ToString();
        Description = description;
        Interface<NodeInterface>();
        Interface<EntityInterface>();
        IsTypeOf = o => o is SeenEntity entity && entity.Kind == kind;
        EntityFields.AddTo(this);
        RegistryFields.AddTo(this, kind, except);
    }

    /// <summary>Entities that belong to this one, by label.</summary>
    protected void Related<TNode, TFilter>(string name, string description, EntityRelation relation)
        where TNode : IGraphType
        where TFilter : IGraphType, IFilterReader =>
        Field<NonNullGraphType<ConnectionType<TNode>>>(name).Description(description).Paged().Filtered(typeof(TFilter)).Ordered(typeof(EntityOrderType))
            .Resolve(c => c.Reads().Related(c, c.Source.Lens, c.Source.Id, relation, EntityArguments.Read<TFilter>(c, name)).ToConnection());

    /// <summary>Expulsions that belong to this entity, filtered and ordered.</summary>
    protected void Expulsions(string name, string description, EntityRelation relation) => PartyFields.AddExpulsions(this, name, description, relation);
}

/// <summary>The fields that both kinds of party have.</summary>
internal static class PartyFields
{
    public static void AddTo(ObjectGraphType<SeenEntity> type)
    {
        AddExpulsions(type, "expelled", "Expulsions by it: those that it announced or carried out against others' staff.", EntityRelation.Expelled);
        AddExpulsions(type, "hadExpelled", "Expulsions of its staff by others.", EntityRelation.HadExpelled);
        type.Field<NonNullGraphType<BilateralRelationType>>("relationWithParty").Description("It and another party: who expelled whom, when, in answer to what.")
            .Argument<NonNullGraphType<IdGraphType>>("party", "Id or key of the other country or organisation, e.g. `organisation:nato`.")
            .Resolve(c => SeenRelation.Load(c, c.Source.Lens, ([c.Source.Id, PartyArguments.Party(c.GetArgument<string>("party"), "party")], "party")));
    }

    public static void AddExpulsions(ObjectGraphType<SeenEntity> type, string name, string description, EntityRelation relation) =>
        type.Field<NonNullGraphType<ConnectionType<ExpulsionType>>>(name).Description(description).Paged().Filtered(typeof(ExpulsionFilterType)).Ordered(typeof(ExpulsionOrderType))
            .Resolve(c => c.Reads().Related(c, c.Source.Lens, c.Source.Id, relation, ExpulsionArguments.Read(c)).ToConnection());
}

public sealed class CountryType : EntityType
{
    public CountryType()
        : base(EntityKind.Country, "A state, present or former.", "name")
    {
        Interface<PartyInterface>();
        PartyFields.AddTo(this);
        Field<NonNullGraphType<CountryCodeType>>("code").Description("ISO 3166-1 alpha-2 code, or ISO 3166-3 alpha-4 code of a former country.").Resolve(c => c.Source.Row.Key);
        var name = PropertyRegistry.Get("Country.name");
        this.Field("name", typeof(NonNullGraphType<StringGraphType>)).Description("Short name in everyday use: the accepted one in a language, or the label when none is.").WithLanguage()
            .Resolve(c => c.Reads().Facts(c.Source.Lens, c.Source.Id, name)
                .Then(facts => (RegistryFields.Choose(facts, c)?.Row?.Value as TextValue)?.Text ?? c.Source.Row.Label));
        Related<DiplomatType, DiplomatFilterType>("diplomats", "Diplomats whose accepted nationality it is, by label.", EntityRelation.DiplomatsOfCountry);
        Field<NonNullGraphType<BilateralRelationType>>("relationWith").Description("It and another country: who expelled whom, when, in answer to what.")
            .Argument<NonNullGraphType<CountryCodeType>>("code", "The other country.")
            .Resolve(c => SeenRelation.Load(c, c.Source.Lens, ([c.Source.Id, InputReader.Country(c.GetArgument<string>("code"), "code")], "code")));
    }
}

public sealed class OrganisationType : EntityType
{
    public OrganisationType()
        : base(EntityKind.Organisation, "An embassy, ministry, service, alliance, company or any other body.")
    {
        Interface<PartyInterface>();
        PartyFields.AddTo(this);
        Related<DiplomatType, DiplomatFilterType>("diplomats", "Diplomats whose accepted mission it is, by label.", EntityRelation.DiplomatsOfMission);
    }
}

public sealed class DiplomatType : EntityType
{
    public DiplomatType()
        : base(EntityKind.Diplomat, "A member of a mission, named or unnamed.")
    {
        Interface<IndividualInterface>();
        Expulsions("expulsions", "Expulsions by which the diplomat had to leave.", EntityRelation.ExpulsionsOfDiplomat);
    }
}

public sealed class PersonType : EntityType
{
    public PersonType()
        : base(EntityKind.Person, "A natural person, other than a diplomat, that a story names.") => Interface<IndividualInterface>();
}

public sealed class ExpulsionType : EntityType
{
    private static readonly ListRequest Earliest = new(EntityOrders.Expulsions(EntityOrders.Announced), new(PageArguments.LargestSize));
    private static readonly Property PartOf = PropertyRegistry.Get("Expulsion.partOf");

    public ExpulsionType()
        : base(EntityKind.Expulsion, "One measure by which a party makes another party's staff leave.", "partOf", "expelledDiplomat")
    {
        Related<DiplomatType, DiplomatFilterType>("expelledDiplomats", "Diplomats who had to leave, by label.", EntityRelation.ExpelledDiplomats);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionType>>>>("responses").Description("Expulsions that answer it, earliest first (at most 100).")
            .Resolve(c => c.Reads().Related(c, c.Source.Lens, c.Source.Id, EntityRelation.Responses, Earliest).ToList());
        Expulsions("parts", "Expulsions that it sums up, directly.", EntityRelation.Parts);
        Field<EpisodeType>("episode").Description("The wave or affair that it belongs to: the first that was accepted; null when there is none.")
            .Resolve(c => Wholes(c, EntityKind.Episode, w => w.FirstOrDefault()));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EpisodeType>>>>("episodes").Description("All waves and affairs that it belongs to, first accepted first.")
            .Resolve(c => Wholes(c, EntityKind.Episode, w => w));
        Field<ExpulsionType>("partOf").Description("The expulsion that sums it up with others: the first that was accepted; null when there is none.")
            .Resolve(c => Wholes(c, EntityKind.Expulsion, w => w.FirstOrDefault()));
    }

    /// <summary>What it is part of, by when that was accepted.</summary>
    private static Loaded<Loaded<object?>> Wholes(IResolveFieldContext<SeenEntity> context, EntityKind kind, Func<List<SeenEntity>, object?> pick)
    {
        var (lens, entity) = (context.Source.Lens, context.Source);
        return context.Reads().Facts(lens, entity.Id, PartOf).Then(facts =>
        {
            var accepted = facts.Where(f => f.Row?.Value is EntityValue).OrderBy(f => f.Row!.ValueSince);
            // Loaded by the executor, and not here, so that all of a page's expulsions are loaded together.
            return accepted.Select(f => context.Reads().Entity(lens, ((EntityValue)f.Row!.Value!).EntityId)).ToList().Together()
                .Then(wholes => pick(wholes.FindAll(e => e.Kind == kind)));
        });
    }
}

public sealed class EpisodeType : EntityType
{
    private static readonly Property PartyCount = PropertyRegistry.Get("Episode.partyCount");
    private static readonly Property SendingPartyCount = PropertyRegistry.Get("Episode.sendingPartyCount");

    public EpisodeType()
        : base(EntityKind.Episode, "A wave or an affair that expulsions belong to; what sources say its total is, beside what its parts sum up to.")
    {
        Expulsions("expulsions", "Expulsions that belong to it: directly, through an episode within it, or as parts of an aggregate; each once.", EntityRelation.ExpulsionsWithin);
        Related<EpisodeType, EpisodeFilterType>("episodes", "Episodes within it, directly, by label.", EntityRelation.EpisodesWithin);
        Field<NonNullGraphType<HeadcountType>>("computedTotal")
            .Description("Sum of its expulsions: of the smallest and of the largest numbers. Proposed and rejected ones are not counted, aggregates and their parts never twice.")
            .Resolve(c => c.Reads().Total(c.Source.Lens, c.Source.Id).Then(t => PersonRanges.ToHeadcount(t!.Persons)));
        Field<NonNullGraphType<EpisodeTotalsType>>("totals").Description("How many persons: every total that sources state, beside the computed one, and where they part ways.").Resolve(TotalsFields.Persons);
        Field<NonNullGraphType<PartyTotalsType>>("partyTotals").Description("How many parties expelled: every number that sources state, beside the computed one.")
            .Resolve(c => TotalsFields.Parties(c, PartyCount, p => (p.Expelling, p.WithoutExpelling)));
        Field<NonNullGraphType<PartyTotalsType>>("sendingPartyTotals").Description("How many parties' staff was expelled: every number that sources state, beside the computed one.")
            .Resolve(c => TotalsFields.Parties(c, SendingPartyCount, p => (p.Sending, p.WithoutSending)));
    }
}
