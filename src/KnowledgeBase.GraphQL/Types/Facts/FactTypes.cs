using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Claims;

namespace KnowledgeBase.GraphQL.Types.Facts;

/// <summary>The fact of one shape, e.g. <c>HeadcountFact</c>.</summary>
public sealed class FactType : ObjectGraphType<SeenFact>
{
    public FactType(FactShape shape)
    {
        Name = shape.FactName;
        Description = $"A fact whose value is of the type {shape.Name}.";
        Interface<FactInterface>();
        IsTypeOf = o => o is SeenFact fact && FactShape.Of(fact.Property) == shape;
        FactFields.AddTo(this);
        Field("value", shape.Graph).Description("The accepted value; null when none is accepted.")
            .Resolve(c => Values.Resolve(c, c.Source.Lens, c.Source.Row?.Value));
        if (shape.Name == "Text")
        {
            Field<StringGraphType>("language").Description("BCP 47 tag of the accepted text; null when it has none.").Resolve(c => (c.Source.Row?.Value as TextValue)?.Language);
        }

        var alternatives = new NonNullGraphType(new ListGraphType(new NonNullGraphType(new GraphQLTypeReference(shape.AlternativeName))));
        Field("alternatives", alternatives).Description("Rival values, best first by the same rule.").Resolve(c => c.Source.Row is { Alternatives: 0 }
            ? Array.Empty<SeenCandidate>()
            : FactFields.Fact(c).Then(f => (f.Fact?.Alternatives ?? []).Select(a => new SeenCandidate(c.Source.Lens, a, f.Details!, c.Source.Property))));
    }
}

public sealed class AlternativeInterface : InterfaceGraphType<SeenCandidate>
{
    public AlternativeInterface()
    {
        Name = "Alternative";
        Description = "A rival value with its own claims and corroboration.";
        this.Declare(AlternativeType.AddFields);
    }
}

/// <summary>The alternative of one shape, e.g. <c>HeadcountAlternative</c>.</summary>
public sealed class AlternativeType : ObjectGraphType<SeenCandidate>
{
    public AlternativeType(FactShape shape)
    {
        Name = shape.AlternativeName;
        Description = $"A rival value of the type {shape.Name}, with its own claims and corroboration.";
        Interface<AlternativeInterface>();
        IsTypeOf = o => o is SeenCandidate candidate && FactShape.Of(candidate.Property) == shape;
        AddFields(this);
        Field("value", shape.Graph.NonNull()).Description("The rival value.").Resolve(c => Values.Resolve(c, c.Source.Lens, c.Source.Candidate.Value));
    }

    internal static void AddFields(ObjectGraphType<SeenCandidate> type)
    {
        type.Field<NonNullGraphType<BooleanGraphType>>("competes").Description("False when claims for other values are ranked preferred and none for this one is.").Resolve(c => c.Source.Candidate.Competes);
        type.Field<NonNullGraphType<CorroborationType>>("corroboration").Description("How many independent roots stand behind it.").Resolve(c => SeenCorroboration.Of(c.Source));
        AddClaims(type, "supportedBy", "The standing claims that support it.", c => c.SupportedBy);
        AddClaims(type, "contradictedBy", "The standing claims that deny it.", c => c.ContradictedBy);
    }

    private static void AddClaims(ObjectGraphType<SeenCandidate> type, string name, string description, Func<Candidate, IEnumerable<Evidence>> claims) =>
        type.Field<NonNullGraphType<ConnectionType<ClaimType>>>(name).Description(description).Paged()
            .Resolve(c => FactFields.Claims(c, c.Source.Lens, c.Source.Details, claims(c.Source.Candidate)));
}

internal static class GraphTypes
{
    public static Type NonNull(this Type type) => typeof(NonNullGraphType<>).MakeGenericType(type);

    public static Type ListOf(this Type type) => typeof(NonNullGraphType<>).MakeGenericType(typeof(ListGraphType<>).MakeGenericType(type.NonNull()));
}
