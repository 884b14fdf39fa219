using GraphQL.Types;
using KnowledgeBase.Domain.Expulsions;

namespace KnowledgeBase.GraphQL.Types;

public sealed class HeadcountType : ObjectGraphType<Headcount>
{
    public HeadcountType()
    {
        Name = "Headcount";
        Description = "A number of persons, which may be a range.";
        Field<NonNullGraphType<IntGraphType>>("min").Description("Smallest number that it may be. Equal to `max` when the number is exact.").Resolve(c => c.Source.Min);
        Field<IntGraphType>("max").Description("Largest number that it may be; null when there is no upper bound, as in \"over 100\".").Resolve(c => c.Source.Max);
        Field<NonNullGraphType<StringGraphType>>("text").Description("As it was given, e.g. \"several\".").Resolve(c => c.Source.Text);
    }
}
