using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.GraphQL.Subscriptions;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Executes one operation of a document that passed the checks, within its time and with so many others at once as the limits say.</summary>
internal sealed class OperationRunner(
    IDocumentExecuter executer, ParsedDocuments documents, OperationGate gate, FailureMask mask, LimitOptions limits, OperationTelemetry telemetry,
    DeprecatedUses deprecated)
{
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    /// <exception cref="TransportException">So many are being carried out that this one cannot wait.</exception>
    public async Task<ExecutionResult> RunAsync(OperationCall call)
    {
        using var told = telemetry.Begin(call.Document.Document, call.Request.OperationName, call.Document.Hash);
        var result = await RunAsync(call, told);
        // What begins a subscription ends there on purpose.
        told.Ended(call.Root is SourceStream { Events: not null } ? new ExecutionResult() : result);
        return result;
    }

    private async Task<ExecutionResult> RunAsync(OperationCall call, OperationTelemetry.Told told)
    {
        using var place = await gate.EnterAsync(call.Client);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(call.Client);
        var isMutation = call.Document.OperationOf(call.Request)?.Operation == OperationType.Mutation;
        var seconds = isMutation ? limits.MutationSeconds : limits.QuerySeconds;
        time.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            var result = await ExecuteAsync(call, told, time.Token);
            return time.IsCancellationRequested && result.Errors is { Count: > 0 } ? Placed(Stopped(seconds, isMutation), call) : Placed(Shortened(result), call);
        }
        catch (Exception) when (time.IsCancellationRequested && !call.Client.IsCancellationRequested)
        {
            // Whatever was interrupted says so in words of its own.
            return Placed(Stopped(seconds, isMutation), call);
        }
    }

    private static ExecutionResult Placed(ExecutionResult result, OperationCall call)
    {
        foreach (var error in result.Errors ?? []) error.Within(call.Document.Document, call.Request.OperationName);
        return result;
    }

    private async Task<ExecutionResult> ExecuteAsync(OperationCall call, OperationTelemetry.Told told, CancellationToken cancellation)
    {
        var (request, document) = (call.Request, call.Document);
        var result = await executer.ExecuteAsync(new ExecutionOptions
        {
            Query = request.Query,
            Document = document.Document,
            // None for a document that was found to fit before: variables are read all the same.
            ValidationRules = document.IsValidated ? [] : [.. DocumentValidator.CoreRules, deprecated],
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            UserContext = told.UserContext,
            Root = call.Root,
            RequestServices = call.Services,
            User = call.User,
            CancellationToken = cancellation,
            UnhandledExceptionDelegate = mask.HandleAsync,
        });
        // A kind of operation that the schema does not have is found out late by GraphQL.NET; nothing was executed all the same.
        if (result.Errors?.OfType<InvalidOperationError>().FirstOrDefault() is { } invalid) return new ExecutionResult(invalid);
        if (result.Errors?.OfType<NotBegunError>().FirstOrDefault() is { } refused) return new ExecutionResult(refused);
        if (result.Executed) documents.Keep(document);
        return result;
    }

    // Hundreds of errors tell no more than the first ones, and are an answer many times as long as the request.
    private ExecutionResult Shortened(ExecutionResult result)
    {
        if (result.Errors is not { } errors || errors.Count <= limits.Errors) return result;
        var first = new ExecutionErrors();
        first.AddRange(errors.Take(limits.Errors));
        result.Errors = first;
        return result;
    }

    private static ExecutionResult Stopped(int seconds, bool isMutation) => new(new LimitError(
        ErrorCodes.ExecutionTimeout,
        isMutation ? nameof(LimitOptions.MutationSeconds) : nameof(LimitOptions.QuerySeconds),
        seconds,
        isMutation
            ? $"It took longer than {seconds} s and was stopped; it may be recorded. With its idempotency key it can be sent again: it is recorded once at most."
            : $"It took longer than {seconds} s and was stopped. Ask for less at once."));
}
