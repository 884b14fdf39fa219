using GraphQL.Types;
using KnowledgeBase.GraphQL.Types;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class DateFilterType : InputObjectGraphType
{
    public DateFilterType()
    {
        Name = "DateFilter";
        Description = "Matches what may have happened in a span: dates are as precise as they were given, and one that overlaps the span matches. What has no date does not match.";
        Field<EdtfDateType>("on").Description("The span of this date, e.g. `2018-03` for the whole month.");
        Field<EdtfDateType>("from").Description("The span begins with the first day of this date.");
        Field<EdtfDateType>("to").Description("The span ends with the last day of this date.");
    }
}

public sealed class NumberFilterType : InputObjectGraphType
{
    public NumberFilterType()
    {
        Name = "NumberFilter";
        Description = "A span of numbers, both ends included.";
        Field<IntGraphType>("min").Description("Smallest number; without it there is none.");
        Field<IntGraphType>("max").Description("Largest number; without it there is none.");
    }
}

public sealed class PartyFilterType : InputObjectGraphType
{
    public PartyFilterType()
    {
        Name = "PartyFilter";
        Description = "One of some parties, given by country codes, by ids, or by both.";
        Field<ListGraphType<NonNullGraphType<CountryCodeType>>>("codes").Description("Codes of countries.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("ids").Description("Ids of countries and organisations.");
    }
}

public sealed class FactFilterType : InputObjectGraphType
{
    public FactFilterType()
    {
        Name = "FactFilter";
        Description = "Something that holds for at least one fact; all conditions for the same one.";
        Field<PropertyType>("property").Description("A fact of this property; without it, of any.");
        Field<ListGraphType<NonNullGraphType<FactStatusType>>>("status").Description("One of these. UNKNOWN matches nothing: no fact is kept of what nobody spoke of.");
        Field<NumberFilterType>("namedRoots").Description("How many named roots the accepted value has.");
        Field<NumberFilterType>("unattributedRoots").Description("How many unattributed roots the accepted value has.");
        Field<NumberFilterType>("unresolvedClaims").Description("How many claims with an unresolved lineage support the accepted value.");
        Field<ListGraphType<NonNullGraphType<IndependenceType>>>("independence").Description("One of these.");
        Field<BooleanGraphType>("circular").Description("Whether some lineage runs in a circle.");
    }
}
