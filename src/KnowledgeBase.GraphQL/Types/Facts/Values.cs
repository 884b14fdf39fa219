using GraphQL;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Facts;

/// <summary>From a stored value to what its graph type takes.</summary>
internal static class Values
{
    /// <returns>For an entity, what loads it.</returns>
    public static object? Resolve(IResolveFieldContext context, Lens lens, Value? value) => value switch
    {
        TextValue v => v.Text,
        HeadcountValue v => v.Headcount,
        DateValue v => v.Date.Text,
        TermValue v => v.Term,
        NumberValue v => v.Number,
        EntityValue v => context.Reads().Entity(lens, v.EntityId),
        _ => null,
    };

    public static object? InWords(IResolveFieldContext context, Lens lens, Value? value) => value switch
    {
        HeadcountValue v => v.Headcount.Text,
        NumberValue v => v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        EntityValue v => context.Reads().Entity(lens, v.EntityId).Then(e => e?.Row.Label),
        _ => Resolve(context, lens, value),
    };

    public static object ResolveAll(IResolveFieldContext context, Lens lens, IEnumerable<Value> values)
    {
        var all = values.ToList();
        if (!all.Any(v => v is EntityValue)) return all.Select(v => Resolve(context, lens, v)).ToList();
        var loads = all.OfType<EntityValue>().Select(v => context.Reads().Entity(lens, v.EntityId)).ToList();
        return loads.Together();
    }

    /// <summary>Loads all in one round; what is not found is left out.</summary>
    public static Loaded<List<T>> Together<T>(this IReadOnlyList<Loaded<T?>> loads)
        where T : class => new(async cancellation =>
        [.. (await Task.WhenAll(loads.Select(l => l.GetResultAsync(cancellation)))).OfType<T>()]);
}
