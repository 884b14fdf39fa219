using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Facts;

public sealed record SeenAcceptedValue(Lens Lens, Property Property, AcceptedValueRow Row);

public sealed class AcceptedValueType : ObjectGraphType<SeenAcceptedValue>
{
    public AcceptedValueType()
    {
        Name = "AcceptedValue";
        Description = "A value that the base accepted for a while.";
        Field<NonNullGraphType<ValueUnion>>("value").Description("The value, in the words that it had last.").Resolve(c => new SeenValue(c.Source.Lens, c.Source.Row.Value, c.Source.Property));
        Field<StringGraphType>("valueText").Description("The value in words; of an entity, its label.").Resolve(c => Values.InWords(c, c.Source.Lens, c.Source.Row.Value));
        Field<NonNullGraphType<ChangeType>>("from").Description("The change since which it was accepted.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.From));
        Field<ChangeType>("until").Description("The change at which it was accepted no more, for another value or for none; null while it is accepted.")
            .Resolve(c => c.Source.Row.Until is { } position ? c.Reads().Change(c.Source.Lens, position) : null);
    }
}
