using GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class ChangeFilterType : FilterType<ChangeFilterType>, IFilterReader
{
    public ChangeFilterType()
        : base("changes")
    {
        Field<ListGraphType<NonNullGraphType<ChangeKindType>>>("kind").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("recordedBy").Description("Recorded by one of these.");
        Field<DateTimeGraphType>("from").Description("Recorded at this time or later.");
        Field<DateTimeGraphType>("to").Description("Recorded before this time.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("entity").Description("Of one of these entities and of the claims about them.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("source").Description("Of one of these sources, and judgements on whether they are independent of others.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("claim").Description("Of one of these claims.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("import").Description("Recorded in one of these imports, by their keys.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("request").Description("Recorded in one of these requests, by their keys.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new ChangeFilter
    {
        Kind = input.List<string>("kind"),
        RecordedBy = input.List<string>("recordedBy"),
        From = Time(input, "from"),
        To = Time(input, "to"),
        Entity = input.Ids("entity", EntityTypeNames.All),
        Source = input.Ids("source", "Source"),
        Claim = input.Ids("claim", "Claim"),
        Import = input.List<string>("import"),
        Request = input.List<string>("request"),
    };

    private static DateTimeOffset? Time(InputReader input, string field) =>
        input.TryGet<DateTime>(field, out var time) ? new(time.ToUniversalTime(), TimeSpan.Zero) : null;
}
