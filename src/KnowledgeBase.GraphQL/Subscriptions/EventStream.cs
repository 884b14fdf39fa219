using System.Text;
using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>Server-sent events, one operation for each connection (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, distinct connections mode).</summary>
internal sealed class EventStream(
    SubscriptionRunner runner, IGraphQLSerializer serializer, FailureMask mask, LimitOptions limits, OpenConnections connections, IHostApplicationLifetime lifetime)
{
    public const string MediaType = "text/event-stream";

    /// <summary>Whether the client would rather have a stream than one answer.</summary>
    public static bool IsWanted(HttpRequest request) => request.GetTypedHeaders().Accept is { Count: > 0 } accepted
        && accepted.Where(t => t.Quality is not 0).MaxBy(t => t.Quality ?? 1) is { } best && best.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="TransportException">It is refused before the stream begins.</exception>
    public async Task WriteAsync(HttpContext context, GraphQLOverHttpRequest request)
    {
        using var entry = connections.Enter(context);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var signedIn = context.RequestServices.GetRequiredService<SignedIn>();
        signedIn.Set(context.User, Credentials.Of(context));
        await using var results = runner.RunAsync(request, () => signedIn.User, "sse", !HttpMethods.IsGet(context.Request.Method), ending.Token).GetAsyncEnumerator(ending.Token);
        var next = results.MoveNextAsync().AsTask();
        // What is refused as a whole is so at once, and still gets a status of its own.
        if (next.IsFaulted) await next;
        var response = context.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await response.StartAsync(ending.Token);
            // The headers go out now, and not with the first event: until then the client would not know that it is connected.
            await response.Body.FlushAsync(ending.Token);
            await SendAsync(response, results, next, signedIn.UntilRefusedAsync(ending.Token), ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client is gone, or the server stops: it goes on from its last cursor.
        }
        catch (Exception e)
        {
            var error = (e as TransportException)?.Error ?? KnownFailures.Of(e) ?? mask.Mask(e, "an event stream");
            await WriteAsync(response, "next", new ExecutionResult(error), context.RequestAborted);
            await WriteAsync(response, "complete", null, context.RequestAborted);
        }
    }

    /// <param name="response">Where to.</param>
    /// <param name="results">What is sent.</param>
    /// <param name="next">The first of them.</param>
    /// <param name="refused">Ends when the client is not signed in any more.</param>
    /// <param name="ending">Ended here, at the latest: the results wait for nothing any more.</param>
    private async Task SendAsync(HttpResponse response, IAsyncEnumerator<ExecutionResult> results, Task<bool> next, Task refused, CancellationTokenSource ending)
    {
        try
        {
            while (true)
            {
                // A comment now and then, so that nobody on the way takes the silence for the end.
                while (await Task.WhenAny(next, refused, Task.Delay(TimeSpan.FromSeconds(limits.StreamPingSeconds), ending.Token)) is var first && first != next)
                {
                    ending.Token.ThrowIfCancellationRequested();
                    if (first == refused) await RefuseAsync(refused);
                    await response.Body.WriteAsync(":\n\n"u8.ToArray(), ending.Token);
                    await response.Body.FlushAsync(ending.Token);
                }

                if (!await next) break;
                if (refused.IsCompleted) await RefuseAsync(refused);
                await WriteAsync(response, "next", results.Current, ending.Token);
                next = results.MoveNextAsync().AsTask();
            }

            await WriteAsync(response, "complete", null, ending.Token);
        }
        finally
        {
            await ending.CancelAsync();
            // Nobody waits for it; but what is being read cannot be closed.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task RefuseAsync(Task refused)
    {
        await refused;
        throw new TransportException(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthenticated, "The token or API key is not valid any more. Sign in again, and go on from the last cursor.");
    }

    private async Task WriteAsync(HttpResponse response, string name, ExecutionResult? result, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        await text.WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\ndata: "), cancellation);
        // JSON as it is written here has no line feed in it.
        if (result is not null) await serializer.WriteAsync(text, result, cancellation);
        await text.WriteAsync("\n\n"u8.ToArray(), cancellation);
        await response.Body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
