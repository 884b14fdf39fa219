using System.Runtime.CompilerServices;
using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.GraphQL.Transport;
using KnowledgeBase.Store.Projection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>Runs one operation, whatever its kind, for a transport that can send several answers.</summary>
internal sealed class SubscriptionRunner(
    OperationRunner runner, PersistedDocuments persisted, ParsedDocuments documents, DocumentChecks checks, IServiceScopeFactory scopes, ProjectedPosition projected,
    Subscribers subscribers)
{
    /// <summary>
    /// One answer for a query or a mutation. For a subscription, one for each event, each executed when the reader asks for it; a first
    /// one with errors alone when it cannot be begun.
    /// </summary>
    /// <param name="request">What is to be executed.</param>
    /// <param name="user">Who asks: each answer is made for who it is by then.</param>
    /// <param name="transport">What the answers are sent by, for those who watch the server.</param>
    /// <param name="mayRecord">False where a mutation is refused.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TransportException">It is refused as a whole.</exception>
    public async IAsyncEnumerable<ExecutionResult> RunAsync(
        GraphQLOverHttpRequest request, Func<ClaimsPrincipal> user, string transport, bool mayRecord, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (document, refusal) = Read(request);
        if (document is null)
        {
            yield return refusal!;
            yield break;
        }

        var operation = document.OperationOf(request)?.Operation;
        if (operation == OperationType.Mutation && !mayRecord) throw new TransportException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "GET is for queries and subscriptions; send this by POST.").Within(document, request);
        var stream = new SourceStream();
        var first = await ExecuteAsync(new(request, document, null!, user(), cancellation) { Root = operation == OperationType.Subscription ? stream : null });
        if (stream.Events is null)
        {
            yield return first;
            yield break;
        }

        using var live = subscribers.Enter(transport);
        await foreach (var e in stream.Events.WithCancellation(cancellation))
        {
            var result = await ExecuteAsync(new(request, document, null!, user(), cancellation) { Root = e.Root });
            // A slow reader is told how slow it is; nothing is lost for it, and nothing is kept for it in memory.
            if (projected.Current - e.Position is > 0 and var behind) (result.Extensions ??= [])["behind"] = behind;
            yield return result;
        }
    }

    private (ParsedDocument? Document, ExecutionResult? Refusal) Read(GraphQLOverHttpRequest request)
    {
        try
        {
            var document = documents.Get(persisted.Find(request));
            return checks.Check(document.Document, request.OperationName, request.Variables) is { } error ? (null, new(error)) : (document, null);
        }
        catch (ExecutionError error)
        {
            return (null, new(error));
        }
    }

    private async Task<ExecutionResult> ExecuteAsync(OperationCall call)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await runner.RunAsync(call with { Services = scope.ServiceProvider });
    }
}

/// <summary>Executes a subscription's operation with an event as its root, as a query would be.</summary>
internal sealed class OneEvent : ParallelExecutionStrategy;
