using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Changes;

public sealed record SeenFactChange(Lens Lens, FactChangeRow Row)
{
    public Property Property { get; } = PropertyRegistry.Get(Row.Either.Property);

    /// <summary>As known just before the change.</summary>
    public SeenFactState? Before => State(Row.Before, Row.Position - 1);

    /// <summary>As known right after it.</summary>
    public SeenFactState? After => State(Row.After, Row.Position);

    private SeenFactState? State(Store.ReadModel.FactRow? row, long at) => row is null ? null : new(Lens, new(new(at), row.Subject, Property, row));
}

/// <param name="Lens">Of the reader: names are those that it shows.</param>
/// <param name="Fact">Through the lens of that moment.</param>
public sealed record SeenFactState(Lens Lens, SeenFact Fact);

public sealed class FactEffectType() : DescribedEnum<FactEffect>("FactEffect", "What a change made of a fact.",
    (FactEffect.ValueAccepted, "A value is accepted where none was."),
    (FactEffect.ValueChanged, "Another value is accepted."),
    (FactEffect.ValueFell, "No value is accepted any more."),
    (FactEffect.StatusChanged, "The value is the same, its status another."),
    (FactEffect.SupportChanged, "Value and status are the same; corroboration, rivals or the words of the value are others."));

public sealed class FactChangeType : ObjectGraphType<SeenFactChange>
{
    public FactChangeType()
    {
        Name = "FactChange";
        Description = "A fact that a change altered, before and after.";
        Field<NonNullGraphType<EntityInterface>>("subject").Description("Whom the fact is about.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Row.Either.Subject));
        Field<NonNullGraphType<PropertyType>>("property").Description("What it is about.").Resolve(c => c.Source.Property.Name);
        Field<NonNullGraphType<FactEffectType>>("effect").Description("What the change made of it.").Resolve(c => c.Source.Row.Effect);
        Field<FactStateType>("before").Description("What the base accepted just before the change; null when nobody spoke of it.").Resolve(c => c.Source.Before);
        Field<FactStateType>("after").Description("What it accepted right after it; null when nobody speaks of it any more.").Resolve(c => c.Source.After);
    }
}

public sealed class FactStateType : ObjectGraphType<SeenFactState>
{
    public FactStateType()
    {
        Name = "FactState";
        Description = "What the base accepted at one moment, in short.";
        Field<NonNullGraphType<FactStatusType>>("status").Description("How far the claims agreed.").Resolve(c => c.Source.Fact.Row!.Status);
        Field<ValueUnion>("value").Description("The accepted value; null when none was.")
            .Resolve(c => c.Source.Fact.Row!.Value is { } value ? new SeenValue(c.Source.Lens, value, c.Source.Fact.Property) : null);
        Field<StringGraphType>("valueText").Description("The accepted value in words; of an entity, its label. Null when none was.")
            .Resolve(c => Values.InWords(c, c.Source.Lens, c.Source.Fact.Row!.Value));
        Field<NonNullGraphType<IntGraphType>>("supporters").Description("Standing claims for the accepted value.").Resolve(c => c.Source.Fact.Row!.Supporters);
        Field<NonNullGraphType<IntGraphType>>("alternatives").Description("Rival values.").Resolve(c => c.Source.Fact.Row!.Alternatives);
        Field<NonNullGraphType<IntGraphType>>("denials").Description("Standing denials.").Resolve(c => c.Source.Fact.Row!.Denials);
        Field<NonNullGraphType<CorroborationType>>("corroboration").Description("How many independent roots stood behind the accepted value. (The roots themselves are loaded for each moment on its own.)")
            .Resolve(c => SeenCorroboration.Of(c.Source.Fact));
        Field<NonNullGraphType<FactInterface>>("fact").Description("The whole fact as known at that moment, with its claims and why it was so; all below it is as known then. Loaded for each moment on its own.")
            .Resolve(c => c.Source.Fact);
    }
}
