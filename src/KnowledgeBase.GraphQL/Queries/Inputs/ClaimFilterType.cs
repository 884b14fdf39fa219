using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Quotations;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class ClaimFilterType : FilterType<ClaimFilterType>, IFilterReader
{
    public ClaimFilterType()
        : base("claims")
    {
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("subject").Description("About one of these entities.");
        Field<ListGraphType<NonNullGraphType<PropertyType>>>("property").Description("On one of these.");
        Field<ListGraphType<NonNullGraphType<StanceType>>>("stance").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("source").Description("Made by one of these sources.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("attributedTo").Description("One of these sources is somewhere in its chains of attribution.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("value").Description("Its value is one of these entities.");
        Field<ListGraphType<NonNullGraphType<RankType>>>("rank").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<StandingStatusType>>>("standing").Description("One of these; without it, also claims that no longer stand.");
        Field<ListGraphType<NonNullGraphType<CredibilityGradeType>>>("credibility").Description("Graded with one of these.");
        Field<DateFilterType>("stated").Description("When the source spoke.");
        Field<BooleanGraphType>("hasQuotation").Description("Whether the source's exact words were taken down.");
        Field<ListGraphType<NonNullGraphType<QuotationStatusType>>>("quotationStatus").Description("Its quotation compares in one of these ways with the snapshots; a claim without a quotation does not match.");
        Field<StringGraphType>("text").Description("Words of the quotation or of a text value, in any case, with or without accents; also \"exact phrases\" and -exclusions.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new ClaimFilter
    {
        Subject = input.Ids("subject", EntityTypeNames.All),
        Property = input.List<string>("property")?.Select(p => PropertyRegistry.Get(p).Number).ToList(),
        Stance = input.List<Stance>("stance"),
        Source = input.Ids("source", "Source"),
        AttributedTo = input.Ids("attributedTo", "Source"),
        Value = input.Ids("value", EntityTypeNames.All),
        Rank = input.List<Rank>("rank"),
        Standing = input.List<Standing>("standing"),
        Credibility = input.List<Credibility>("credibility"),
        Stated = input.Days("stated"),
        HasQuotation = input.Flag("hasQuotation"),
        QuotationStatus = input.List<QuotationStatus>("quotationStatus"),
        Text = input.SearchText("text"),
    };
}
