using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

public sealed class IdentityJudgementFilterType : FilterType<IdentityJudgementFilterType>, IFilterReader
{
    public IdentityJudgementFilterType()
        : base("judgements on whether entities are one")
    {
        Field<ListGraphType<NonNullGraphType<IdentityVerdictType>>>("verdict").Description("One of these.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("entity").Description("On one of these entities, or on what was merged into it.");
        AddCombinators();
    }

    public static Filter ReadFields(InputReader input) => new IdentityJudgementFilter
    {
        Verdict = input.List<IdentityVerdict>("verdict"),
        Entity = input.Ids("entity", EntityTypeNames.All),
    };
}
