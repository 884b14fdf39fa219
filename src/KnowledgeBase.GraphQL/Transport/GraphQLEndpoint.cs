using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.GraphQL.Subscriptions;
using KnowledgeBase.GraphQL.Subscriptions.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>GraphQL over HTTP: one operation in, one answer out.</summary>
internal sealed class GraphQLEndpoint(
    CrossSiteGuard guard, Admission admission, RequestReader reader, PersistedDocuments persisted, ParsedDocuments documents, DocumentChecks checks, OperationRunner runner,
    AnswerTag tags, KeptAnswers kept, OperationTelemetry telemetry, AnswerWriter writer, FailureMask mask, WebSocketEndpoint webSockets, EventStream events)
{
    public async Task HandleAsync(HttpContext context)
    {
        var mediaType = MediaTypes.Json;
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                guard.CheckOrigin(context.Request);
                Admission.CheckCredentials(context);
                await webSockets.HandleAsync(context);
                return;
            }

            var wantsEvents = EventStream.IsWanted(context.Request);
            if (!wantsEvents) mediaType = MediaTypes.Negotiate(context.Request);
            RequireMethod(context);
            guard.Check(context.Request);
            admission.Check(context);
            var request = await reader.ReadAsync(context.Request, context.RequestAborted);
            if (wantsEvents) await events.WriteAsync(context, request);
            else await AnswerAsync(context, mediaType, request);
        }
        catch (TransportException refusal)
        {
            await writer.WriteAsync(context, mediaType, new ExecutionResult(refusal.Error), refusal.Status);
        }
        catch (BadHttpRequestException broken)
        {
            // The server found fault with the bytes themselves, and knows which status tells so.
            await writer.WriteAsync(context, mediaType, new ExecutionResult(new KnowledgeBaseError(ErrorCodes.BadRequest, broken.Message)), broken.StatusCode);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await writer.WriteAsync(
                context, mediaType, new ExecutionResult(mask.Mask(failure, "the transport")), StatusCodes.Status500InternalServerError);
        }
    }

    private async Task AnswerAsync(HttpContext context, string mediaType, GraphQLOverHttpRequest request)
    {
        ParsedDocument document;
        try
        {
            document = documents.Get(persisted.Find(request));
            if (checks.Check(document.Document, request.OperationName, request.Variables) is { } error) throw error;
        }
        catch (ExecutionError error)
        {
            await writer.WriteAsync(context, mediaType, new ExecutionResult(error));
            return;
        }

        var operation = document.OperationOf(request)?.Operation;
        if (HttpMethods.IsGet(context.Request.Method) && operation is not (null or OperationType.Query)) RefuseGet(context, document, request);
        if (operation == OperationType.Subscription) throw OneAnswerOnly().Within(document, request);
        var tag = tags.Of(context, request, document, mediaType);
        // What was validated and has this tag was answered without an error before.
        if (tag is not null && document.IsValidated && AnswerTag.IsKnown(context.Request, tag))
        {
            AnswerWriter.WriteNotModified(context, tag);
            return;
        }

        var place = await kept.PlaceAsync(request, document, context.User, context.RequestAborted);
        if (place?.Find() is { } answer)
        {
            using (var told = telemetry.Begin(document.Document, request.OperationName, document.Hash)) told.Ended(new());
            await AnswerWriter.WriteAsync(context, mediaType, answer, tag);
            return;
        }

        if (place is not null) context.RequestServices.GetRequiredService<Batches>().Know(place.State);
        var result = await runner.RunAsync(new(request, document, context.RequestServices, context.User, context.RequestAborted));
        await writer.WriteAsync(context, mediaType, result, tag: tag, place: place);
    }

    private static TransportException OneAnswerOnly() => new(
        StatusCodes.Status406NotAcceptable, ErrorCodes.SubscriptionNeedsStream,
        "A subscription has many answers: open a WebSocket (graphql-transport-ws) here, or send it with Accept: text/event-stream.");

    private static void RequireMethod(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method)) return;
        context.Response.Headers.Allow = "GET, POST";
        throw new TransportException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "GET for queries, POST for queries and mutations.");
    }

    // A link that somebody follows, or a page that is loaded ahead, must not record anything.
    private static void RefuseGet(HttpContext context, ParsedDocument document, GraphQLOverHttpRequest request)
    {
        context.Response.Headers.Allow = "POST";
        throw new TransportException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "GET is for queries; send this by POST.").Within(document, request);
    }
}
