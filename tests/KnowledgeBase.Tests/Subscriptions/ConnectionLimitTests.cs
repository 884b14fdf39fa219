using System.Net;
using System.Net.WebSockets;
using System.Text;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Subscriptions;

public sealed class ConnectionLimitTests(PostgresServer postgres)
{
    [Fact]
    public async Task More_connections_than_a_client_may_have_are_refused_whatever_they_are()
    {
        await using var server = new FewConnections(postgres);
        await server.InitializeAsync();
        var open = new List<RawSocket>();
        try
        {
            await Assert.ThrowsAsync<WebSocketException>(async () =>
            {
                for (var i = 0; i < 4; i++) open.Add(await RawSocket.OpenAndInitialiseAsync(server.Address));
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("""{"query":"subscription { changes { position } }"}""", Encoding.UTF8, "application/json") };
            request.Headers.Accept.ParseAdd("text/event-stream");
            // As the same client: without a name.
            using var http = new HttpClient { BaseAddress = server.Address };
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("TOO_MANY_CONNECTIONS", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            foreach (var socket in open) socket.Dispose();
        }
    }

    private sealed class FewConnections(PostgresServer postgres) : RunningServer(postgres)
    {
        protected override string[] Settings => ["--KnowledgeBase:Limits:StreamConnectionsOfClient=3"];
    }
}
