using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.RateLimiting;
using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Subscriptions.WebSockets;

/// <summary>One client's connection: reads its messages, and runs its operations side by side.</summary>
internal sealed class WebSocketSession(
    HttpContext context, MessageSocket socket, SubscriptionRunner runner, RequestReader reader, SocketAuthentication authentication, SignedIn signedIn,
    PartitionedRateLimiter<HttpContext> rates, Subscribers subscribers, FailureMask mask, LimitOptions limits)
{
    /// <summary>A slow reader finds a ping late, behind what was sent before it.</summary>
    private const int MissedPings = 3;

    private readonly ConcurrentDictionary<string, CancellationTokenSource> operations = new();
    private readonly TaskCompletionSource failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isInitialised, isAcknowledged, isClosing;
    private long lastHeard = Environment.TickCount64;

    /// <summary>Until the client closes, or breaks the protocol, or the server stops; the client is told why.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        signedIn.Set(context.User, Credentials.Of(context));
        var receiving = ReceiveAsync(ending.Token);
        var (code, reason) = await EndAsync(await Task.WhenAny(receiving, KeepAliveAsync(ending.Token), RefusedAsync(ending.Token), failure.Task), stopping);
        if (code == CloseException.TooSlow.Code) subscribers.Overrun(Protocol.Transport);
        Volatile.Write(ref isClosing, true);
        await ending.CancelAsync();
        await socket.CloseAsync(code, reason, receiving);
    }

    private async Task<(WebSocketCloseStatus Code, string Reason)> EndAsync(Task ended, CancellationToken stopping)
    {
        try
        {
            await ended;
            return (WebSocketCloseStatus.NormalClosure, "");
        }
        catch (CloseException close)
        {
            return (close.Code, close.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (CloseException.GoingAway.Code, CloseException.GoingAway.Message);
        }
        catch (WebSocketException)
        {
            // The client is gone without a word.
            return (WebSocketCloseStatus.EndpointUnavailable, "");
        }
        catch (Exception e)
        {
            return (CloseException.InternalError, mask.Mask(e, "a WebSocket").Message);
        }
    }

    private async Task ReceiveAsync(CancellationToken ending)
    {
        while (await socket.ReceiveAsync() is { } message)
        {
            using (message)
            {
                if (Volatile.Read(ref isClosing)) continue;
                Interlocked.Exchange(ref lastHeard, Environment.TickCount64);
                await HandleAsync(message.RootElement, ending);
            }
        }
    }

    private async Task HandleAsync(JsonElement message, CancellationToken ending)
    {
        switch (Text(message, "type"))
        {
            case Protocol.ConnectionInit: await InitialiseAsync(message, ending); break;
            case Protocol.Ping: await socket.SendAsync(Protocol.Pong, null, null, ending); break;
            case Protocol.Pong: break;
            case Protocol.Subscribe:
                if (!isAcknowledged) throw CloseException.Unauthorized;
                Begin(Id(message), message, ending);
                break;
            case Protocol.Complete:
                if (operations.TryRemove(Id(message), out var operation)) await operation.CancelAsync();
                break;
            default: throw CloseException.BadMessage("Invalid message received");
        }
    }

    private async Task InitialiseAsync(JsonElement message, CancellationToken ending)
    {
        if (isInitialised) throw CloseException.TooManyInits;
        isInitialised = true;
        var payload = message.TryGetProperty("payload", out var given) ? given : default;
        var (user, with) = await authentication.ReadAsync(payload, context.User, Credentials.Of(context), ending) ?? throw CloseException.Forbidden;
        signedIn.Set(user, with);
        isAcknowledged = true;
        await socket.SendAsync(Protocol.ConnectionAck, null, null, ending);
    }

    private void Begin(string id, JsonElement message, CancellationToken ending)
    {
        if (!message.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object) throw CloseException.BadMessage("A subscribe message has a payload");
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(ending);
        if (!operations.TryAdd(id, cancel))
        {
            cancel.Dispose();
            throw CloseException.SubscriberExists(id);
        }

        GraphQLOverHttpRequest? request = null;
        ExecutionError? refusal = null;
        try
        {
            request = reader.FromJson(payload);
            using var lease = rates.AttemptAcquire(context);
            if (!lease.IsAcquired) refusal = new KnowledgeBaseError(ErrorCodes.RateLimited, "Too many operations. Try again in a second.");
            if (operations.Count > limits.StreamOperations)
            {
                refusal = new LimitError(
                    ErrorCodes.TooManyOperations, nameof(limits.StreamOperations), limits.StreamOperations, $"At most {limits.StreamOperations} operations at a time on one connection.");
            }
        }
        catch (TransportException e)
        {
            refusal = e.Error;
        }

        _ = RunOperationAsync(id, request, refusal, cancel);
    }

    private async Task RunOperationAsync(string id, GraphQLOverHttpRequest? request, ExecutionError? refusal, CancellationTokenSource cancel)
    {
        try
        {
            var isOver = refusal is not null;
            if (refusal is not null) await SendErrorsAsync(id, [refusal]);
            else
            {
                await foreach (var result in runner.RunAsync(request!, () => signedIn.User, Protocol.Transport, mayRecord: true, cancel.Token))
                {
                    // What did not begin has no data, so its errors are all that there is.
                    isOver = !result.Executed;
                    if (isOver) await SendErrorsAsync(id, result.Errors!);
                    else await socket.SendAsync(Protocol.Next, id, result, cancel.Token);
                    if (isOver) break;
                }
            }

            Forget(id, cancel);
            if (!isOver) await socket.SendAsync(Protocol.Complete, id, null, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client said that it is complete, or the connection ends: there is nobody to be told.
        }
        catch (Exception e) when (e is CloseException or WebSocketException or ObjectDisposedException)
        {
            failure.TrySetException(e);
        }
        catch (Exception e)
        {
            await FailAsync(id, e);
        }
        finally
        {
            Forget(id, cancel);
            cancel.Dispose();
        }
    }

    private async Task FailAsync(string id, Exception e)
    {
        try
        {
            await SendErrorsAsync(id, [(e as TransportException)?.Error ?? KnownFailures.Of(e) ?? mask.Mask(e, "a subscription")]);
        }
        catch (Exception again)
        {
            // The connection is gone: it ends by that.
            failure.TrySetException(again);
        }
    }

    private Task SendErrorsAsync(string id, IEnumerable<ExecutionError> errors) => socket.SendAsync(Protocol.Error, id, errors.ToArray(), CancellationToken.None);

    private void Forget(string id, CancellationTokenSource cancel) => operations.TryRemove(new KeyValuePair<string, CancellationTokenSource>(id, cancel));

    private async Task RefusedAsync(CancellationToken ending)
    {
        await signedIn.UntilRefusedAsync(ending);
        throw CloseException.Forbidden;
    }

    private async Task KeepAliveAsync(CancellationToken ending)
    {
        await Task.Delay(TimeSpan.FromSeconds(limits.StreamInitSeconds), ending);
        if (!isAcknowledged) throw CloseException.InitTimeout;
        var interval = TimeSpan.FromSeconds(limits.StreamPingSeconds);
        while (true)
        {
            await socket.SendAsync(Protocol.Ping, null, null, ending);
            await Task.Delay(interval, ending);
            if (Environment.TickCount64 - Interlocked.Read(ref lastHeard) > MissedPings * interval.TotalMilliseconds) throw CloseException.Silent;
        }
    }

    private static string Text(JsonElement message, string field) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw CloseException.BadMessage("Invalid message received");

    private static string Id(JsonElement message) => Text(message, "id") is { Length: > 0 and <= 200 } id ? id : throw CloseException.BadMessage("An id has 1 to 200 characters");
}
