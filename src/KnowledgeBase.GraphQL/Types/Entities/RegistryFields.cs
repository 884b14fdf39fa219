using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Facts;

namespace KnowledgeBase.GraphQL.Types.Entities;

/// <summary>
/// Two fields for every property of a kind of entity, made from the registry: the plain one is the accepted value (or values),
/// the other one is the same with all that stands behind it.
/// </summary>
internal static class RegistryFields
{
    private const string Language = "language";

    /// <param name="except">Properties whose plain field the type itself has, in a form of its own.</param>
    public static void AddTo(ObjectGraphType<SeenEntity> type, EntityKind kind, params string[] except)
    {
        foreach (var property in PropertyRegistry.Of(kind))
        {
            if (!except.Contains(property.Field)) AddPlain(type, property);
            AddFact(type, property);
        }
    }

    private static void AddPlain(ObjectGraphType<SeenEntity> type, Property property)
    {
        var shape = FactShape.Of(property);
        switch (property.Cardinality)
        {
            case Cardinality.One:
                type.Field(property.Field, shape.Graph).Description($"{property.Description} The accepted value; null when none is.").Resolve(c => One(c, property));
                break;
            case Cardinality.Many:
                type.Field(FieldNames.Plural(property.Field), shape.Graph.ListOf()).Description($"{property.Description} Every accepted value.")
                    .Resolve(c => c.Reads().Facts(c.Source.Lens, c.Source.Id, property)
                        .Then(facts => Values.ResolveAll(c, c.Source.Lens, facts.Select(f => f.Row?.Value).OfType<Value>())));
                break;
            default:
                type.Field(property.Field, shape.Graph).Description($"{property.Description} The accepted one in a language; null when none is.").WithLanguage()
                    .Resolve(c => c.Reads().Facts(c.Source.Lens, c.Source.Id, property).Then(facts => (Choose(facts, c)?.Row?.Value as TextValue)?.Text));
                break;
        }
    }

    private static void AddFact(ObjectGraphType<SeenEntity> type, Property property)
    {
        var fact = new NonNullGraphType(new GraphQLTypeReference(FactShape.Of(property).FactName));
        if (property.Cardinality != Cardinality.One)
        {
            type.Field($"{property.Field}Facts", new NonNullGraphType(new ListGraphType(fact)))
                .Description($"{property.Description} Every value (of every language), with what stands behind it.")
                .Resolve(c => c.Reads().Facts(c.Source.Lens, c.Source.Id, property));
        }

        if (property.Cardinality == Cardinality.Many) return;
        var field = type.Field($"{property.Field}Fact", fact).Description($"{property.Description} The accepted value with what stands behind it.");
        if (property.Cardinality == Cardinality.OnePerLanguage) field.WithLanguage();
        field.Resolve(c => c.Reads().Facts(c.Source.Lens, c.Source.Id, property).Then(facts =>
            (property.Cardinality == Cardinality.OnePerLanguage ? Choose(facts, c) : facts.Count == 0 ? null : facts[0]) ?? new SeenFact(c.Source.Lens, c.Source.Id, property, null)));
    }

    public static global::GraphQL.Builders.FieldBuilder<SeenEntity, object> WithLanguage(this global::GraphQL.Builders.FieldBuilder<SeenEntity, object> field) =>
        field.Argument<StringGraphType>(Language, "BCP 47 tag. Without it: English if there is one, else the first language by tag.");

    /// <summary>The fact in the language that is asked for.</summary>
    public static SeenFact? Choose(IReadOnlyList<SeenFact> facts, IResolveFieldContext context)
    {
        if (context.GetArgument<string?>(Language) is { } language)
        {
            return facts.FirstOrDefault(f => string.Equals(f.Row!.Slot, language, StringComparison.OrdinalIgnoreCase));
        }

        return facts.FirstOrDefault(f => f.Row!.Slot == "en") ?? facts.FirstOrDefault(f => f.Row!.Value is not null);
    }

    private static object? One(IResolveFieldContext<SeenEntity> context, Property property)
    {
        var (lens, entity) = (context.Source.Lens, context.Source);
        if (entity.Expulsion is { } row && ExpulsionValues.TryRead(row, property.Field, out var value))
        {
            return value is Guid id ? context.Reads().Entity(lens, id) : value;
        }

        return context.Reads().Facts(lens, entity.Id, property).Then(facts => Values.Resolve(context, lens, facts.Count == 0 ? null : facts[0].Row?.Value));
    }
}

/// <summary>Names of fields that hold several values.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["motiveForSecrecy"] = "motivesForSecrecy",
        ["circumstancesOfArrest"] = "circumstancesOfArrest",
        ["aftermath"] = "aftermath",
        ["background"] = "background",
        ["involved"] = "involved",
        ["infiltrated"] = "infiltrated",
        ["memberOf"] = "memberOf",
        ["partOf"] = "partOf",
    };

    public static string Plural(string field) =>
        Irregular.TryGetValue(field, out var plural) ? plural : field.EndsWith('y') ? $"{field[..^1]}ies" : $"{field}s";
}
