using GraphQL;
using GraphQL.Instrumentation;

namespace KnowledgeBase.GraphQL.Batching;

/// <summary>Hands the executor a value that is known already as it is: waiting for it with those that are to be loaded costs more than finding it.</summary>
internal sealed class KnownValueMiddleware : IFieldMiddleware
{
    public ValueTask<object?> ResolveAsync(IResolveFieldContext context, FieldMiddlewareDelegate next)
    {
        var resolved = next(context);
        if (!resolved.IsCompletedSuccessfully) return resolved;
        var value = resolved.Result;
        return new(value is IKnownResult { IsKnown: true } known ? Plain(known) : value);
    }

    private static object? Plain(IKnownResult known)
    {
        var value = known.Value;
        while (value is IKnownResult { IsKnown: true } further) value = further.Value;
        return value;
    }
}
