using System.Net;
using System.Net.WebSockets;
using System.Text;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Subscriptions;

/// <summary>graphql-transport-ws to the letter, with limits that are soon reached.</summary>
public sealed class ProtocolTests(ProtocolTests.Server server) : IClassFixture<ProtocolTests.Server>
{
    private const string Endless = "subscription { changes { position } }";

    public sealed class Server(PostgresServer postgres) : RunningServer(postgres)
    {
        protected override string[] Settings =>
        [
            "--KnowledgeBase:Limits:StreamInitSeconds=1", "--KnowledgeBase:Limits:StreamPingSeconds=1", "--KnowledgeBase:Limits:StreamOperations=2",
            "--KnowledgeBase:Limits:StreamMessageBytes=2000",
        ];
    }

    [Fact]
    public async Task Another_protocol_is_closed_with_4406()
    {
        using var socket = await RawSocket.OpenAsync(server.Address, null);
        Assert.Equal((4406, "Subprotocol not acceptable"), await socket.ReadToCloseAsync());
    }

    [Fact]
    public async Task Who_does_not_initialise_in_time_is_closed_with_4408()
    {
        using var socket = await RawSocket.OpenAsync(server.Address);
        Assert.Equal((4408, "Connection initialisation timeout"), await socket.ReadToCloseAsync());
    }

    [Fact]
    public async Task Who_initialises_twice_is_closed_with_4429()
    {
        using var socket = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await socket.SendAsync(new { type = "connection_init" });
        Assert.Equal((4429, "Too many initialisation requests"), await socket.ReadToCloseAsync());
    }

    [Fact]
    public async Task Who_subscribes_before_is_closed_with_4401()
    {
        using var socket = await RawSocket.OpenAsync(server.Address);
        await socket.SubscribeAsync("1", Endless);
        Assert.Equal((4401, "Unauthorized"), await socket.ReadToCloseAsync());
    }

    [Fact]
    public async Task Credentials_that_nobody_accepts_are_closed_with_4403()
    {
        using var socket = await RawSocket.OpenAsync(server.Address);
        await socket.SendAsync(new { type = "connection_init", payload = new { Authorization = "Bearer nothing" } });
        Assert.Equal((4403, "Forbidden"), await socket.ReadToCloseAsync());
    }

    [Fact]
    public async Task An_id_that_is_in_use_is_closed_with_4409()
    {
        using var socket = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await socket.SubscribeAsync("same", Endless);
        await socket.SubscribeAsync("same", Endless);
        Assert.Equal((4409, "Subscriber for same already exists"), await socket.ReadToCloseAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"unknown\"}")]
    [InlineData("{\"type\":1}")]
    [InlineData("{\"type\":\"subscribe\",\"id\":\"1\"}")]
    [InlineData("{\"type\":\"subscribe\",\"payload\":{}}")]
    [InlineData("{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{}}")]
    public async Task A_message_of_no_known_form_is_closed_with_4400(string text)
    {
        using var socket = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await socket.SendTextAsync(text);
        Assert.Equal(4400, (await socket.ReadToCloseAsync()).Code);
    }

    [Fact]
    public async Task Bytes_are_closed_with_4400_and_too_many_of_them_with_1009()
    {
        using (var socket = await RawSocket.OpenAndInitialiseAsync(server.Address))
        {
            await socket.SendTextAsync("{}", WebSocketMessageType.Binary);
            Assert.Equal(4400, (await socket.ReadToCloseAsync()).Code);
        }

        using var large = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await large.SendTextAsync(new string(' ', 2001));
        Assert.Equal(1009, (await large.ReadToCloseAsync()).Code);
    }

    [Fact]
    public async Task Pings_are_answered_and_who_answers_none_is_let_go()
    {
        using var socket = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await socket.SendAsync(new { type = "ping" });
        Assert.Equal("pong", (string)(await socket.ReadAsync())!["type"]!);
        Assert.Equal("ping", (string)(await socket.ReadAsync())!["type"]!);
        await socket.SendAsync(new { type = "pong" });
        Assert.Equal(1001, (await socket.ReadToCloseAsync()).Code);
    }

    [Fact]
    public async Task More_operations_than_a_connection_may_have_are_refused_and_the_others_go_on()
    {
        using var socket = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await socket.SubscribeAsync("1", Endless);
        await socket.SubscribeAsync("2", Endless);
        await socket.SubscribeAsync("3", Endless);
        Assert.Equal("TOO_MANY_OPERATIONS", (string)(await socket.ReadOfAsync("3"))["payload"]![0]!["extensions"]!["code"]!);
        await socket.SendAsync(new { type = "complete", id = "1" });
        await socket.SubscribeAsync("4", "{ __typename }");
        Assert.Equal("next", (string)(await socket.ReadOfAsync("4"))["type"]!);
        Assert.Equal("complete", (string)(await socket.ReadOfAsync("4"))["type"]!);
        // Its id is free again.
        await socket.SubscribeAsync("4", "{ __typename }");
        Assert.Equal("next", (string)(await socket.ReadOfAsync("4"))["type"]!);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_open_one()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.OpenAsync(server.Address, origin: "https://other.example"));
        using var own = await RawSocket.OpenAsync(server.Address, origin: server.Address.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task A_mutation_is_not_carried_out_by_an_event_stream_that_is_a_link()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("mutation { registerSource(input: {key: \"link\", kind: ARTICLE, title: \"A\"}) { source { key } } }"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        (await server.Ask("{ source(key: \"link\") { key } }")).Is("""{"data":{"source":null}}""");
    }
}
