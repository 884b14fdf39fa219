using System.Net.WebSockets;

namespace KnowledgeBase.GraphQL.Subscriptions.WebSockets;

/// <summary>The words of graphql-transport-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).</summary>
internal static class Protocol
{
    public const string Name = "graphql-transport-ws";

    /// <summary>For those who watch the server.</summary>
    public const string Transport = "websocket";

    public const string ConnectionInit = "connection_init";
    public const string ConnectionAck = "connection_ack";
    public const string Ping = "ping";
    public const string Pong = "pong";
    public const string Subscribe = "subscribe";
    public const string Next = "next";
    public const string Error = "error";
    public const string Complete = "complete";
}

/// <summary>A reason to close a connection.</summary>
internal sealed class CloseException(int code, string reason) : Exception(reason)
{
    public WebSocketCloseStatus Code => (WebSocketCloseStatus)code;

    public static CloseException BadMessage(string reason) => new(4400, reason);

    public static CloseException Unauthorized { get; } = new(4401, "Unauthorized");

    public static CloseException Forbidden { get; } = new(4403, "Forbidden");

    public static CloseException SubprotocolNotAcceptable { get; } = new(4406, "Subprotocol not acceptable");

    public static CloseException InitTimeout { get; } = new(4408, "Connection initialisation timeout");

    public static CloseException SubscriberExists(string id) => new(4409, $"Subscriber for {(id.Length > 80 ? id[..80] : id)} already exists");

    public static CloseException TooManyInits { get; } = new(4429, "Too many initialisation requests");

    public static CloseException TooLarge { get; } = new((int)WebSocketCloseStatus.MessageTooBig, "Message too large");

    public const WebSocketCloseStatus InternalError = (WebSocketCloseStatus)4500;

    public static CloseException Silent { get; } = new(1001, "Nothing was heard of the client, not even an answer to a ping");

    public static CloseException TooSlow { get; } = new(1013, "Too slow: messages were not accepted in time. Go on from the last cursor");

    public static CloseException GoingAway { get; } = new(1001, "The server stops. Go on from the last cursor");
}
