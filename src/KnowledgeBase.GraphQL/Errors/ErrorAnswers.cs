using System.Collections;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Observability;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>What a client sees of an error: a sentence, <c>extensions.code</c>, and what else our own errors carry; nothing of exceptions.</summary>
public sealed class ErrorAnswers(FailureMask mask, LimitOptions limits, GraphQLMetrics metrics) : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError) => executionError switch
    {
        KnowledgeBaseError known => Info(known, known.Message, known.Extensions),
        SyntaxError syntax => Info(syntax, syntax.Message),
        InvalidVariableError variable => Info(variable, Suggesting(variable.Message)),
        ValidationError invalid => Info(invalid, Suggesting(invalid.Message)),
        NoOperationError or NoOperationNameError or InvalidOperationNameError or InvalidOperationError =>
            Info(executionError, executionError.Message),
        RequestError request => Info(request, request.Message),
        // GraphQL.NET's own errors from the midst of the execution may carry an exception's words.
        _ => GetInfo(mask.Mask(executionError, "the execution")),
    };

    /// <summary>The code that a client is answered for it.</summary>
    public static string CodeOf(ExecutionError error) => error switch
    {
        KnowledgeBaseError known => known.Code!,
        SyntaxError => ErrorCodes.ParseFailed,
        InvalidVariableError => ErrorCodes.BadUserInput,
        ValidationError => ErrorCodes.ValidationFailed,
        NoOperationError or NoOperationNameError or InvalidOperationNameError or InvalidOperationError => ErrorCodes.OperationResolutionFailure,
        RequestError => ErrorCodes.BadRequest,
        _ => ErrorCodes.Internal,
    };

    private string Suggesting(string message) =>
        limits.Suggestions || message.IndexOf(" Did you mean", StringComparison.Ordinal) is not (>= 0 and var start) ? message : message[..start];

    // Every error that a client is answered comes by here once, whatever the transport.
    private ErrorInfo Info(ExecutionError error, string message, IDictionary? more = null)
    {
        var code = CodeOf(error);
        metrics.Answered(code);
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (DictionaryEntry entry in more ?? new Dictionary<string, object?>()) extensions[(string)entry.Key] = entry.Value;
        return new() { Message = Sentence.Of(message), Extensions = extensions };
    }
}
