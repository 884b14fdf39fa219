using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Claims;

/// <summary>The value of one claim.</summary>
/// <param name="Recorded">The entity that it is, as it was recorded; null for every other kind of value.</param>
public sealed record SeenValue(Lens Lens, Value Value, Property Property, Guid? Recorded = null);

public sealed class ValueUnion : UnionGraphType
{
    public ValueUnion()
    {
        Name = "Value";
        Description = "The value of a single claim.";
        Type<TextValueType>();
        Type<EntityValueType>();
        Type<HeadcountValueType>();
        Type<DateValueType>();
        Type<TermValueType>();
        Type<NumberValueType>();
    }
}

/// <summary>A graph type of one kind of value.</summary>
public abstract class ValueType<TValue> : ObjectGraphType<SeenValue>
    where TValue : Value
{
    protected ValueType(string description)
    {
        Name = TypeNames.Of(GetType());
        Description = description;
        IsTypeOf = o => o is SeenValue { Value: TValue };
    }

    protected static TValue Of(IResolveFieldContext<SeenValue> context) => (TValue)context.Source.Value;
}

public sealed class TextValueType : ValueType<TextValue>
{
    public TextValueType()
        : base("A text.")
    {
        Field<NonNullGraphType<StringGraphType>>("text").Description("The text.").Resolve(c => Of(c).Text);
        Field<StringGraphType>("language").Description("BCP 47 tag; null where the words belong to no language.").Resolve(c => Of(c).Language);
    }
}

public sealed class EntityValueType : ValueType<EntityValue>
{
    public EntityValueType()
        : base("An entity.")
    {
        Field<NonNullGraphType<EntityInterface>>("entity").Description("The entity, over all merges.").Resolve(c => c.Reads().Entity(c.Source.Lens, Of(c).EntityId));
        Field<NonNullGraphType<EntityReferenceType>>("recordedEntity").Description("The entity that was recorded; another one than `entity` when that was merged since.")
            .Resolve(c => c.Reads().Reference(c.Source.Lens, c.Source.Recorded ?? Of(c).EntityId));
    }
}

public sealed class HeadcountValueType : ValueType<HeadcountValue>
{
    public HeadcountValueType()
        : base("A number of persons.") =>
        Field<NonNullGraphType<HeadcountType>>("headcount").Description("The number, which may be a range.").Resolve(c => Of(c).Headcount);
}

public sealed class DateValueType : ValueType<DateValue>
{
    public DateValueType()
        : base("A date.") =>
        Field<NonNullGraphType<EdtfDateType>>("date").Description("The date, as precise as it was given.").Resolve(c => Of(c).Date.Text);
}

public sealed class TermValueType : ValueType<TermValue>
{
    public TermValueType()
        : base("A word of a property's closed vocabulary.")
    {
        Field<NonNullGraphType<StringGraphType>>("term").Description("The word, e.g. `PERSONA_NON_GRATA`.").Resolve(c => Of(c).Term);
        Field<NonNullGraphType<StringGraphType>>("meaning").Description("What it means.")
            .Resolve(c => c.Source.Property.Vocabulary!.Terms.Single(t => t.Name == Of(c).Term).Description);
    }
}

public sealed class NumberValueType : ValueType<NumberValue>
{
    public NumberValueType()
        : base("A whole number that does not count persons.") =>
        Field<NonNullGraphType<LongType>>("number").Description("The number.").Resolve(c => Of(c).Number);
}
