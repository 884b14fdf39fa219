using GraphQL.Types;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class SourceFilterType : FilterType<SourceFilterType>, IFilterReader
{
    public SourceFilterType()
        : base("sources")
    {
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("keys").Description("One of these natural keys.");
        Field<ListGraphType<NonNullGraphType<SourceKindType>>>("kind").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("publisher").Description("Published by one of these sources.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("language").Description("In one of these languages (BCP 47 tags).");
        Field<DateFilterType>("published").Description("When it was published.");
        Field<ListGraphType<NonNullGraphType<ReliabilityGradeType>>>("reliability").Description("Graded with one of these.");
        Field<BooleanGraphType>("retracted").Description("Whether its publisher took it back.");
        Field<BooleanGraphType>("originalReporting").Description("Whether a curator found that it reports from its own observation.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("cites").Description("Cites one of these sources.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("citedBy").Description("Cited by one of these sources.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("speaksOf").Description("Said something about one of these entities.");
        Field<StringGraphType>("text").Description("Part of the title, in any case, with or without accents, or of the URL.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new SourceFilter
    {
        Keys = input.List<string>("keys"),
        Kind = input.List<SourceKind>("kind"),
        Publisher = input.Ids("publisher", "Source"),
        Language = input.List<string>("language"),
        Published = input.Days("published"),
        Reliability = input.List<Reliability>("reliability"),
        Retracted = input.Flag("retracted"),
        OriginalReporting = input.Flag("originalReporting"),
        Cites = input.Ids("cites", "Source"),
        CitedBy = input.Ids("citedBy", "Source"),
        SpeaksOf = input.Ids("speaksOf", EntityTypeNames.All),
        Text = input.SearchText("text"),
    };
}

/// <summary>Names of the object types of entities.</summary>
internal static class EntityTypeNames
{
    public static string[] All { get; } = [.. Enum.GetValues<Domain.Entities.EntityKind>().Select(k => k.ToString())];
}
