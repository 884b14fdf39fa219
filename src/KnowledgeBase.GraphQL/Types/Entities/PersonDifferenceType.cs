using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;

namespace KnowledgeBase.GraphQL.Types.Entities;

public sealed class PersonDifferenceType : ObjectGraphType<PersonDifference>
{
    public PersonDifferenceType()
    {
        Name = "Difference";
        Description = "By how much one number is larger than another one (negative: smaller). A range where one of the two is.";
        Field<LongGraphType>("min").Description("At least so much; null when there is no lower bound. Equal to `max` when the difference is exact.").Resolve(c => c.Source.Min);
        Field<LongGraphType>("max").Description("At most so much; null when there is no upper bound.").Resolve(c => c.Source.Max);
        Field<NonNullGraphType<StringGraphType>>("text").Description("In words, with a sign, e.g. `-3`, `+1 to +5`, `at least -2`.").Resolve(c => PersonRanges.Words(c.Source));
    }
}
