using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Tests.Subscriptions;

/// <summary>A WebSocket on which a test says what no well-behaved client would.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly ClientWebSocket socket = new();

    public (int Code, string? Reason) Closed => ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription);

    public static async Task<RawSocket> OpenAsync(Uri server, string? protocol = "graphql-transport-ws", string? origin = null)
    {
        var raw = new RawSocket();
        if (protocol is not null) raw.socket.Options.AddSubProtocol(protocol);
        if (origin is not null) raw.socket.Options.SetRequestHeader("Origin", origin);
        raw.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await raw.socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/graphql" }.Uri, TestContext.Current.CancellationToken);
        return raw;
    }

    public static async Task<RawSocket> OpenAndInitialiseAsync(Uri server)
    {
        var raw = await OpenAsync(server);
        await raw.SendAsync(new { type = "connection_init" });
        Assert.Equal("connection_ack", (string)(await raw.ReadAsync())!["type"]!);
        return raw;
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), type, true, TestContext.Current.CancellationToken);

    public Task SubscribeAsync(string id, string query, object? variables = null) => SendAsync(new { type = "subscribe", id, payload = new { query, variables } });

    /// <summary>The next message; null when the server closed.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(message.ToArray())!;
        }
    }

    /// <summary>The next message of an operation.</summary>
    public async Task<JsonNode> ReadOfAsync(string id)
    {
        while (true)
        {
            // As any client does.
            var message = await ReadAsync() ?? throw new InvalidOperationException($"The server closed: {Closed}");
            if ((string?)message["id"] == id) return message;
            if ((string?)message["type"] == "ping") await SendAsync(new { type = "pong" });
        }
    }

    /// <summary>What the server closed with.</summary>
    public async Task<(int Code, string? Reason)> ReadToCloseAsync()
    {
        while (await ReadAsync() is not null) { }

        return Closed;
    }

    public void Dispose() => socket.Dispose();
}
