using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class ExpulsionFilterType : EntityFilterType<ExpulsionFilterType>, IFilterReader
{
    public ExpulsionFilterType()
        : base("expulsions, by their accepted values")
    {
        Field<PartyFilterType>("expellingParty").Description("Who expels.");
        Field<PartyFilterType>("sendingParty").Description("Whose staff is expelled.");
        Field<PartyFilterType>("party").Description("On either side.");
        Field<PartyFilterType>("counterpart").Description("On the other side than `party`; without that, on either side.");
        Field<DateFilterType>("announced").Description("When it was announced.");
        Field<DateFilterType>("executed").Description("When the diplomats left.");
        Field<ListGraphType<NonNullGraphType<MeasureType>>>("measure").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<ExpulsionStatusType>>>("status").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<PublicityType>>>("publicity").Description("One of these.");
        Field<NumberFilterType>("headcount").Description("The number of persons may lie in this span.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("partOf").Description("Part of one of these episodes or aggregates, over however many steps.");
        Field<BooleanGraphType>("isResponse").Description("Whether it answers another expulsion.");
        Field<BooleanGraphType>("hasResponses").Description("Whether another expulsion answers it.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("inResponseTo").Description("Answers one of these.");
        AddEntityFields();
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new ExpulsionFilter
    {
        ExpellingParty = input.Parties("expellingParty"),
        SendingParty = input.Parties("sendingParty"),
        Party = input.Parties("party"),
        Counterpart = input.Parties("counterpart"),
        Announced = input.Days("announced"),
        Executed = input.Days("executed"),
        Measure = input.List<string>("measure"),
        Status = input.List<string>("status"),
        Publicity = input.List<string>("publicity"),
        Headcount = input.Numbers("headcount"),
        PartOf = input.Ids("partOf", "Episode", "Expulsion"),
        IsResponse = input.Flag("isResponse"),
        HasResponses = input.Flag("hasResponses"),
        InResponseTo = input.Ids("inResponseTo", "Expulsion"),
    }.WithEntityFields(input, EntityKind.Expulsion);
}
