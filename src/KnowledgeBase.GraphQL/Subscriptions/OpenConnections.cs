using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>Counts the connections that stay open, and refuses more than there may be.</summary>
public sealed class OpenConnections(LimitOptions limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> byClient = [];
    private int count;

    public int Count
    {
        get
        {
            lock (gate) return count;
        }
    }

    /// <returns>To be disposed of when the connection ends.</returns>
    /// <exception cref="TransportException">There are as many as may be.</exception>
    internal IDisposable Enter(HttpContext context)
    {
        var client = RequestRates.ClientOf(context);
        lock (gate)
        {
            var own = byClient.GetValueOrDefault(client);
            if (own >= limits.StreamConnectionsOfClient) throw TooMany($"At most {limits.StreamConnectionsOfClient} open connections of one client.");
            if (count >= limits.StreamConnections) throw TooMany("The server has too many open connections. Try again later.");
            byClient[client] = own + 1;
            count++;
        }

        return new Entry(this, client);
    }

    private void Leave(string client)
    {
        lock (gate)
        {
            count--;
            if (--byClient[client] == 0) byClient.Remove(client);
        }
    }

    private static TransportException TooMany(string message) => new(StatusCodes.Status503ServiceUnavailable, ErrorCodes.TooManyConnections, message);

    private sealed class Entry(OpenConnections all, string client) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) all.Leave(client);
        }
    }
}
