using System.Diagnostics;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Instrumentation;
using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>Measures fields of operations that are traced, together with the batches that their values are fetched with.</summary>
internal sealed class SlowFieldMiddleware : IFieldMiddleware
{
    public ValueTask<object?> ResolveAsync(IResolveFieldContext context, FieldMiddlewareDelegate next) =>
        context.UserContext is SlowFields fields ? MeasureAsync(context, next, fields) : next(context);

    private static async ValueTask<object?> MeasureAsync(IResolveFieldContext context, FieldMiddlewareDelegate next, SlowFields fields)
    {
        // Taken now: a context is used again for other fields.
        var (parent, field) = (context.ParentType, context.FieldDefinition);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var value = await next(context);
            return value is IDataLoaderResult later ? new Measured(later, parent, field, fields) : value;
        }
        finally
        {
            fields.Took(parent, field, begun);
        }
    }

    private sealed class Measured(IDataLoaderResult later, IObjectGraphType parent, FieldType field, SlowFields fields) : IDataLoaderResult
    {
        public async Task<object?> GetResultAsync(CancellationToken cancellationToken = default)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                var value = await later.GetResultAsync(cancellationToken);
                return value is IDataLoaderResult further ? new Measured(further, parent, field, fields) : value;
            }
            finally
            {
                fields.Took(parent, field, begun);
            }
        }
    }
}
