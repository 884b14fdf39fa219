using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Queries;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Filters;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>Two countries.</summary>
public sealed record SeenRelation(Lens Lens, IReadOnlyList<SeenEntity> Countries)
{
    /// <summary>Expulsions by one of the two of the other one's staff.</summary>
    public ExpulsionFilter Between => new() { Party = [Countries[0].Id], Counterpart = [Countries[1].Id] };

    public static Loaded<SeenRelation> Load(IResolveFieldContext context, Lens lens, IReadOnlyList<string> codes, string argument)
    {
        if (codes.Count != 2) throw new KnowledgeBaseError(RefusalCodes.Count, "A relation is between two countries.", argument);
        if (codes[0] == codes[1]) throw new KnowledgeBaseError(RefusalCodes.SelfReference, "A country has no relation to itself.", argument);
        return codes.Select(code => context.Reads().Entity(lens, InputReader.Country(code, argument))).ToList().Together().Then(countries => countries.Count == 2
            ? new SeenRelation(lens, countries)
            : throw new KnowledgeBaseError(RefusalCodes.NotFound, "One of the countries is not registered.", argument));
    }
}

/// <summary>An expulsion and those that answer it.</summary>
public sealed record SeenExchange(SeenEntity Initial, IReadOnlyList<SeenEntity> Responses)
{
    /// <summary>Null when a number is missing.</summary>
    public bool? IsSymmetric
    {
        get
        {
            if (Responses.Append(Initial).Any(e => e.Expulsion?.HeadcountText is null)) return null;
            return Range(Initial) == Responses.Select(Range).Aggregate(PersonRange.Add);
        }
    }

    private static PersonRange Range(SeenEntity expulsion) => new(expulsion.Expulsion!.HeadcountMin ?? 0, expulsion.Expulsion.HeadcountMax);
}

public sealed class ExchangeType : ObjectGraphType<SeenExchange>
{
    public ExchangeType()
    {
        Name = "Exchange";
        Description = "An expulsion and the expulsions between the same two countries that answer it.";
        Field<NonNullGraphType<ExpulsionType>>("initial").Description("The expulsion that was answered.").Resolve(c => c.Source.Initial);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionType>>>>("responses").Description("Those that answer it, earliest first.").Resolve(c => c.Source.Responses);
        Field<BooleanGraphType>("symmetric").Description("Whether the accepted numbers of persons agree; null when one is missing.").Resolve(c => c.Source.IsSymmetric);
    }
}

public sealed class BilateralRelationType : ObjectGraphType<SeenRelation>
{
    private static readonly Ordering Earliest = EntityOrders.Expulsions(EntityOrders.Announced);

    public BilateralRelationType()
    {
        Name = "BilateralRelation";
        Description = "Two countries: who expelled whom, when, in answer to what.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CountryType>>>>("countries").Description("The two.").Resolve(c => c.Source.Countries);
        Field<NonNullGraphType<ConnectionType<ExpulsionType>>>("expulsions").Description("Expulsions by one of the two of the other one's staff.").Paged()
            .Filtered(typeof(ExpulsionFilterType)).Ordered(typeof(ExpulsionOrderType))
            .Resolve(c => Page(c, ExpulsionArguments.Read(c)).Then(p => p.ToConnection()));
        Field<NonNullGraphType<ConnectionType<ExchangeType>>>("exchanges").Description("Expulsions between the two that were answered, earliest first, with the answers.").Paged().Resolve(Exchanges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ExpulsionStatisticType>>>>("balance").Description("Sums in each direction.").Resolve(c => new Loaded<IReadOnlyList<SeenStatistic>>(async cancel =>
        {
            ExpulsionGrouping[] groupBy = [ExpulsionGrouping.ExpellingParty, ExpulsionGrouping.SendingParty];
            var rows = await c.Reads().Statistics.SumAsync(c.Source.Lens, c.Source.Between, groupBy, cancel);
            return [.. rows.Select(r => new SeenStatistic(c.Source.Lens, groupBy, r))];
        }));
    }

    private static Loaded<Page<SeenEntity>> Page(IResolveFieldContext<SeenRelation> context, ListRequest request)
    {
        var lens = context.Source.Lens;
        var between = context.Source.Between with { And = request.Filter is null ? null : [request.Filter] };
        return new(async cancel => (await context.Reads().Entities.PageAsync(lens, Domain.Entities.EntityKind.Expulsion, request with { Filter = between }, cancel))
            .Select(r => new SeenEntity(lens, r.Entity, r.Expulsion)));
    }

    private static object Exchanges(IResolveFieldContext<SeenRelation> context)
    {
        var (lens, relation) = (context.Source.Lens, context.Source);
        var answers = new ListRequest(Earliest, new(PageArguments.LargestSize), relation.Between);
        return Page(context, new(Earliest, context.Page(Earliest), new ExpulsionFilter { HasResponses = true })).Then(page =>
        {
            var loads = page.Edges.Select(e => context.Reads().Related(context, lens, e.Node.Id, EntityRelation.Responses, answers)).ToList();
            return new Loaded<Connection>(async cancel =>
            {
                var responses = await Task.WhenAll(loads.Select(l => l.GetResultAsync(cancel)));
                var exchanges = page.Edges.Select((e, i) => new Edge<SeenExchange>(new(e.Node, [.. responses[i].Edges.Select(r => r.Node)]), e.Cursor));
                return new Page<SeenExchange>([.. exchanges], page.HasNext, page.HasPrevious, page.Total).ToConnection();
            });
        });
    }
}
