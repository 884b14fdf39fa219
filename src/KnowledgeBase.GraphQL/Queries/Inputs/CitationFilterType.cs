using GraphQL.Types;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class CitationFilterType : FilterType<CitationFilterType>, IFilterReader
{
    public CitationFilterType()
        : base("citations")
    {
        Field<ListGraphType<NonNullGraphType<CitationMannerType>>>("manner").Description("One of these.");
        Field<BooleanGraphType>("wasConsulted").Description("Whether the curator read the cited source too.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("citing").Description("Made by one of these sources.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("publisher").Description("Made by what one of these sources published.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new CitationFilter
    {
        Manner = input.List<CitationManner>("manner"),
        WasConsulted = input.Flag("wasConsulted"),
        Citing = input.Ids("citing", "Source"),
        Publisher = input.Ids("publisher", "Source"),
    };
}
