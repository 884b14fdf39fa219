using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Types.Relations;

public sealed class BilateralRelationType : ObjectGraphType<SeenRelation>
{
    private static readonly Ordering Earliest = EntityOrders.Expulsions(EntityOrders.Announced);

    public BilateralRelationType()
    {
        Name = "BilateralRelation";
        Description = "Two parties, countries or organisations: who expelled whom, when, in answer to what.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartyInterface>>>>("parties").Description("The two, in the order in which they were asked for.").Resolve(c => c.Source.Parties);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CountryType>>>>("countries").Description("Those of the two that are countries.")
            .Resolve(c => c.Source.Parties.Where(p => p.Kind == EntityKind.Country));
        Field<NonNullGraphType<ConnectionType<ExpulsionType>>>("expulsions").Description("Expulsions by one of the two of the other one's staff; also proposed and rejected ones, which no sum counts.").Paged()
            .Filtered(typeof(ExpulsionFilterType)).Ordered(typeof(ExpulsionOrderType))
            .Resolve(c => c.Reads().Between(c, c.Source.Lens, c.Source.Pair, EntityRelation.Between, ExpulsionArguments.Read(c)).ToConnection());
        Field<NonNullGraphType<ConnectionType<ExchangeType>>>("exchanges")
            .Description("Expulsions between the two that were answered, by the other one or by a third party, and are not themselves an answer between the two; earliest first. The filter is on the expulsion that an exchange begins with.").Paged().Filtered(typeof(ExpulsionFilterType))
            .Resolve(c =>
            {
                var request = new ListRequest(Earliest, c.Page(Earliest), c.Filter<ExpulsionFilterType>());
                return c.Reads().Between(c, c.Source.Lens, c.Source.Pair, EntityRelation.ExchangesBetween, request).Then(p => p.Select(e => new SeenExchange(e))).ToConnection();
            });
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DirectedTotalType>>>>("balance")
            .Description("The sums of both directions: first what the first one expelled of the second one's staff. Both are there, also when there were no expulsions.")
            .Resolve(c => c.Reads().Balance(c.Source.Lens, c.Source.Pair).Then(sums =>
                SeenDirectedTotal.Both(c.Source.Lens, c.Source.Pair, (sums ?? []).ToDictionary(s => Guid.Parse(s.Group[0]!)))));
    }
}
