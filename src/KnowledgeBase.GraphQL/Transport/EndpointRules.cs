using GraphQL;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.Store.Recording;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>What holds for an endpoint beside GraphQL's: the same guards in the same order, the same names of authors, and errors of the same form.</summary>
public sealed class EndpointRules
{
    private readonly CrossSiteGuard guard;
    private readonly Admission admission;
    private readonly AnswerWriter writer;
    private readonly FailureMask mask;

    internal EndpointRules(CrossSiteGuard guard, Admission admission, AnswerWriter writer, FailureMask mask) =>
        (this.guard, this.admission, this.writer, this.mask) = (guard, admission, writer, mask);

    /// <summary>Lets a handler answer, if the request may be answered; whatever it throws becomes an error of the API, or the end of the connection.</summary>
    /// <param name="context">The request.</param>
    /// <param name="method">The only one that is answered.</param>
    /// <param name="role">That it takes; null for whoever may read.</param>
    /// <param name="handle">Answers it.</param>
    public async Task AnswerAsync(HttpContext context, string method, Role? role, Func<HttpContext, Task> handle)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            RequireMethod(context, method);
            guard.Check(context.Request);
            admission.Check(context);
            if (role is { } needed) Require(context, needed);
            await handle(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var (error, status) = Told(failure, context);
            await writer.WriteAsync(context, MediaTypes.Json, new ExecutionResult(error), status);
        }
        catch (Exception failure)
        {
            Break(context, failure);
        }
    }

    /// <summary>A part of the answer is under way: the connection ends, so that nobody takes it for the whole.</summary>
    public void Break(HttpContext context, Exception failure)
    {
        if (failure is not OperationCanceledException && !context.RequestAborted.IsCancellationRequested) mask.Mask(failure, context.Request.Path);
        context.Abort();
    }

    /// <exception cref="TransportException">Whoever asks does not have the role.</exception>
    public static void Require(HttpContext context, Role role)
    {
        if (Gate.Refusal(context.User, role) is not { } refusal) return;
        throw new TransportException(
            refusal.Code == ErrorCodes.Unauthenticated ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden, refusal.Code!, refusal.Message);
    }

    /// <summary>Under which name a request records.</summary>
    public static Author AuthorOf(HttpContext context) => RequestAuthor.Of(context.User);

    private static void RequireMethod(HttpContext context, string method)
    {
        if (context.Request.Method == method) return;
        context.Response.Headers.Allow = method;
        throw new TransportException(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, $"This takes {method}.");
    }

    private (ExecutionError Error, int Status) Told(Exception failure, HttpContext context) => failure switch
    {
        TransportException refusal => (refusal.Error, refusal.Status),
        // The server found fault with the bytes themselves, and knows which status tells so.
        BadHttpRequestException broken => (new KnowledgeBaseError(ErrorCodes.BadRequest, broken.Message), broken.StatusCode),
        _ when KnownFailures.Of(failure) is { } known => (known, StatusOf(known.Code)),
        _ => (mask.Mask(failure, context.Request.Path), StatusCodes.Status500InternalServerError),
    };

    private static int StatusOf(string? code) => code switch
    {
        ErrorCodes.ServiceUnavailable or ErrorCodes.ExecutionTimeout or ErrorCodes.ProjectionLagging or ErrorCodes.ErasureDelayed => StatusCodes.Status503ServiceUnavailable,
        ErrorCodes.LensesExhausted or ErrorCodes.LensInTheMaking => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
