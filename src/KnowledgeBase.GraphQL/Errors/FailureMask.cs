using GraphQL.Execution;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>Keeps unknown failures from clients: they get an id, and the log has the failure under it.</summary>
public sealed class FailureMask(ILogger<FailureMask> logger)
{
    /// <summary>For <c>ExecutionOptions.UnhandledExceptionDelegate</c>.</summary>
    public Task HandleAsync(UnhandledExceptionContext context)
    {
        context.Exception = KnownFailures.Of(context.OriginalException)
            ?? Mask(context.OriginalException, context.FieldContext is { } field ? $"{field.ParentType.Name}.{field.FieldDefinition.Name}" : "the document");
        return Task.CompletedTask;
    }

    /// <param name="place">What was being done, for the log.</param>
    public KnowledgeBaseError Mask(Exception exception, string place)
    {
        var id = Guid.CreateVersion7().ToString("n");
        logger.LogError(exception, "Failure {ErrorId} at {Place}.", id, place);
        var error = new KnowledgeBaseError(ErrorCodes.Internal, $"An internal error happened; its id is {id}.");
        error.Extensions = new() { ["id"] = id };
        return error;
    }
}
