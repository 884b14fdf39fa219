using System.Net.WebSockets;
using System.Text.Json;
using GraphQL;
using KnowledgeBase.GraphQL.Limiting;

namespace KnowledgeBase.GraphQL.Subscriptions.WebSockets;

/// <summary>Whole JSON messages over a WebSocket: one is sent at a time, and a sender waits until it was accepted.</summary>
internal sealed class MessageSocket(WebSocket socket, IGraphQLSerializer serializer, LimitOptions limits) : IDisposable
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim sending = new(1);
    private readonly byte[] buffer = new byte[4 * 1024];

    /// <returns>Null when the client closed.</returns>
    /// <exception cref="CloseException">It is no JSON text, or too large.</exception>
    public async Task<JsonDocument?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            // Not cancellable: a receive that is cut off ends the connection before the client is told why.
            part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            if (part.MessageType != WebSocketMessageType.Text) throw CloseException.BadMessage("Messages are JSON texts");
            if (message.Length + part.Count > limits.StreamMessageBytes) throw CloseException.TooLarge;
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        try
        {
            return JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length), Json);
        }
        catch (JsonException)
        {
            throw CloseException.BadMessage("Invalid message received");
        }
    }

    /// <param name="type">Of the message.</param>
    /// <param name="id">Of the operation; null when it is about none.</param>
    /// <param name="payload">Written by GraphQL.NET's serializer; null for none.</param>
    /// <param name="cancellation">Ends the wait for other senders.</param>
    /// <exception cref="CloseException">The client did not accept it in time.</exception>
    public async Task SendAsync(string type, string? id, object? payload, CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var fields = new Dictionary<string, object?> { ["type"] = type };
        if (id is not null) fields["id"] = id;
        if (payload is not null) fields["payload"] = payload;
        await serializer.WriteAsync(message, fields, cancellation);

        await sending.WaitAsync(cancellation);
        try
        {
            // Not the operation's own token: a message that is cut in two ends the connection.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(limits.StreamSendSeconds));
            await socket.SendAsync(message.GetBuffer().AsMemory(0, (int)message.Length), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw CloseException.TooSlow;
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Tells the client why, and waits a little for its answer.</summary>
    /// <param name="receiving">Ends when the client closed, too.</param>
    public async Task CloseAsync(WebSocketCloseStatus code, string reason, Task receiving)
    {
        using var patience = new CancellationTokenSource(ClosePatience);
        try
        {
            await sending.WaitAsync(patience.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(code, reason, patience.Token);
            await receiving.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A message that broke the protocol ended the receiving; the client's own close still has to come.
            while (socket.State == WebSocketState.CloseSent) await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It does not read any more.
        }

        if (socket.State is not WebSocketState.Closed) socket.Abort();
    }

    public void Dispose() => sending.Dispose();
}
