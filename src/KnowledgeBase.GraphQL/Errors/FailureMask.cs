using GraphQL.Execution;
using KnowledgeBase.Store;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>Keeps unknown failures from clients: they get an id, and the log has the failure under it.</summary>
public sealed class FailureMask(ILogger<FailureMask> logger)
{
    /// <summary>For <c>ExecutionOptions.UnhandledExceptionDelegate</c>.</summary>
    public Task HandleAsync(UnhandledExceptionContext context)
    {
        var known = KnownFailures.Of(context.OriginalException);
        // A client's mistake is no news; that the database or the read model does not follow is, but it has its own code.
        if (known?.Code is ErrorCodes.ServiceUnavailable or ErrorCodes.ProjectionLagging or ErrorCodes.ErasureDelayed) logger.LogWarning(ToldException.Of(context.OriginalException), "{Message}", known.Message);
        context.Exception = known
            ?? Mask(context.OriginalException, context.FieldContext is { } field ? $"{field.ParentType.Name}.{field.FieldDefinition.Name}" : "the document");
        return Task.CompletedTask;
    }

    /// <param name="place">What was being done, for the log.</param>
    public KnowledgeBaseError Mask(Exception exception, string place)
    {
        var id = Guid.CreateVersion7().ToString("n");
        logger.LogError(ToldException.Of(exception), "Failure {ErrorId} at {Place}.", id, place);
        var error = new KnowledgeBaseError(ErrorCodes.Internal, $"An internal error happened; its id is {id}.");
        error.Extensions = new() { ["id"] = id };
        return error;
    }
}
