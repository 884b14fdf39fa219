using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;

namespace KnowledgeBase.GraphQL.Types.Facts;

public sealed class LensEffectType() : DescribedEnum<LensEffect>("LensEffect", "What becomes of a fact when sources, or what does not hold at a date, are left out.",
    (LensEffect.None, "Nothing: value, status and corroboration are the same."),
    (LensEffect.SupportChanged, "The same value stands, with another status, corroboration or other rivals."),
    (LensEffect.ValueChanged, "Another value stands."),
    (LensEffect.Fell, "No value stands any more."));

/// <summary>The argument that chooses facts by what becomes of them.</summary>
internal static class LensEffects
{
    private const string Argument = "effects";

    public static LensEffect[] All { get; } = [LensEffect.SupportChanged, LensEffect.ValueChanged, LensEffect.Fell];

    public static global::GraphQL.Builders.FieldBuilder<TSource, TReturn> WithEffects<TSource, TReturn>(
        this global::GraphQL.Builders.FieldBuilder<TSource, TReturn> field, params LensEffect[] byDefault) => field
        .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<LensEffectType>>>>(Argument, "Only facts of which this becomes.", a => a.DefaultValue = byDefault);

    public static IReadOnlyList<LensEffect> Read(IResolveFieldContext context) => context.GetArgument<List<LensEffect>>(Argument);
}
