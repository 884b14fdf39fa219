using System.Collections;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using KnowledgeBase.GraphQL.Limiting;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>What a client sees of an error: a sentence, <c>extensions.code</c>, and what else our own errors carry; nothing of exceptions.</summary>
public sealed class ErrorAnswers(FailureMask mask, LimitOptions limits) : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError) => executionError switch
    {
        KnowledgeBaseError known => Info(known.Message, known.Code!, known.Extensions),
        SyntaxError syntax => Info(syntax.Message, ErrorCodes.ParseFailed),
        InvalidVariableError variable => Info(Suggesting(variable.Message), ErrorCodes.BadUserInput),
        ValidationError invalid => Info(Suggesting(invalid.Message), ErrorCodes.ValidationFailed),
        NoOperationError or NoOperationNameError or InvalidOperationNameError or InvalidOperationError =>
            Info(executionError.Message, ErrorCodes.OperationResolutionFailure),
        RequestError request => Info(request.Message, ErrorCodes.BadRequest),
        // GraphQL.NET's own errors from the midst of the execution may carry an exception's words.
        _ => GetInfo(mask.Mask(executionError, "the execution")),
    };

    private string Suggesting(string message) =>
        limits.Suggestions || message.IndexOf(" Did you mean", StringComparison.Ordinal) is not (>= 0 and var start) ? message : message[..start];

    private static ErrorInfo Info(string message, string code, IDictionary? more = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (DictionaryEntry entry in more ?? new Dictionary<string, object?>()) extensions[(string)entry.Key] = entry.Value;
        return new() { Message = message, Extensions = extensions };
    }
}
