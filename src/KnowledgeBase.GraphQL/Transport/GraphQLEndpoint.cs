using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Errors;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>GraphQL over HTTP: one operation in, one answer out.</summary>
internal sealed class GraphQLEndpoint(
    IDocumentExecuter executer, RequestReader reader, ParsedDocuments documents, AnswerWriter writer, FailureMask mask)
{
    public async Task HandleAsync(HttpContext context)
    {
        var mediaType = MediaTypes.Json;
        try
        {
            mediaType = MediaTypes.Negotiate(context.Request);
            RequireMethod(context);
            var request = await reader.ReadAsync(context.Request, context.RequestAborted);
            await writer.WriteAsync(context, mediaType, await ExecuteAsync(context, request));
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

    private async Task<ExecutionResult> ExecuteAsync(HttpContext context, GraphQLOverHttpRequest request)
    {
        GraphQLDocument document;
        try
        {
            document = documents.Get(request.Query);
        }
        catch (ExecutionError error)
        {
            return new ExecutionResult(error);
        }

        if (HttpMethods.IsGet(context.Request.Method)) RequireQuery(context, document, request.OperationName);
        var result = await executer.ExecuteAsync(new ExecutionOptions
        {
            Query = request.Query,
            Document = document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            RequestServices = context.RequestServices,
            User = context.User,
            CancellationToken = context.RequestAborted,
            UnhandledExceptionDelegate = mask.HandleAsync,
        });
        // A kind of operation that the schema does not have is found out late by GraphQL.NET; nothing was executed all the same.
        return result.Errors?.OfType<InvalidOperationError>().FirstOrDefault() is { } invalid ? new ExecutionResult(invalid) : result;
    }

    private static void RequireMethod(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method)) return;
        context.Response.Headers.Allow = "GET, POST";
        throw new TransportException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "GET for queries, POST for queries and mutations.");
    }

    // A link that somebody follows, or a page that is loaded ahead, must not record anything.
    private static void RequireQuery(HttpContext context, GraphQLDocument document, string? operationName)
    {
        var operation = document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(o => operationName is null || o.Name?.Value == operationName);
        if (operation is null or { Operation: OperationType.Query }) return;
        context.Response.Headers.Allow = "POST";
        throw new TransportException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "GET is for queries; send this by POST.");
    }
}
