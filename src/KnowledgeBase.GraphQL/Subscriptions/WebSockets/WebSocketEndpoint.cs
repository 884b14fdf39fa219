using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnowledgeBase.GraphQL.Subscriptions.WebSockets;

/// <summary>Accepts WebSockets of graphql-transport-ws.</summary>
internal sealed class WebSocketEndpoint(
    SubscriptionRunner runner, RequestReader reader, IGraphQLSerializer serializer, FailureMask mask, LimitOptions limits, OpenConnections connections,
    SocketAuthentication authentication, Subscribers subscribers, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly System.Threading.RateLimiting.PartitionedRateLimiter<HttpContext> rates = RequestRates.ForMessages(limits);

    /// <exception cref="TransportException">It is refused before the socket opens.</exception>
    public async Task HandleAsync(HttpContext context)
    {
        using var entry = connections.Enter(context);
        var isKnown = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol.Name);
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(isKnown ? Protocol.Name : null);
        using var socket = new MessageSocket(webSocket, serializer, limits);
        if (!isKnown)
        {
            await socket.CloseAsync(CloseException.SubprotocolNotAcceptable.Code, CloseException.SubprotocolNotAcceptable.Message, Task.CompletedTask);
            return;
        }

        await new WebSocketSession(context, socket, runner, reader, authentication, context.RequestServices.GetRequiredService<SignedIn>(), rates, subscribers, mask, limits).RunAsync(lifetime.ApplicationStopping);
    }

    public void Dispose() => rates.Dispose();
}
