using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;

namespace KnowledgeBase.GraphQL.Types.Facts;

public sealed class ReasonType : ObjectGraphType<Reason>
{
    public ReasonType()
    {
        Name = "Reason";
        Description = "A step that decided on a fact's value.";
        Field<NonNullGraphType<ReasonKindType>>("kind").Description("Which step of the acceptance rule.").Resolve(c => c.Source.Kind);
        Field<NonNullGraphType<StringGraphType>>("text").Description("The same in words.").Resolve(c => c.Source.Text);
        Field<NonNullGraphType<IntGraphType>>("remaining").Description("How many values were left after it.").Resolve(c => c.Source.Remaining.Count);
        Field<NonNullGraphType<BooleanGraphType>>("isDecisive").Description("It left one value where there had been several, or there was only one.").Resolve(c => c.Source.IsDecisive);
    }
}
