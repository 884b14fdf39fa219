using System.Diagnostics;
using System.Text.Json.Nodes;
using KnowledgeBase.Store.Access;
using KnowledgeBase.Tests.Access;
using KnowledgeBase.Tests.Clients;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Subscriptions;

/// <summary>Who is not signed in any more follows no more, within the time that decision 018 gives.</summary>
public sealed class SignedOutTests(SignedOutTests.Server server) : IClassFixture<SignedOutTests.Server>
{
    private const string Changes = "subscription($after: String) { changes(after: $after) { position cursor } }";

    // Tokens are good for 30 s more (clocks differ), keys for 5 s on a node that used them; then comes a look, each second here.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task A_subscription_ends_when_its_token_has_expired(string kind)
    {
        // Ten seconds are left of it.
        var token = server.Provider.Token(change: d => d.Expires = DateTime.UtcNow.AddSeconds(-20));
        await using var client = await Follow(kind, $"Bearer {token}");
        await Ends(client, kind);
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task A_subscription_ends_when_its_key_is_revoked_and_not_before(string kind)
    {
        var name = $"follower-{kind}";
        var key = await server.CreateKeyAsync(name, "reader");
        await using var client = await Follow(kind, $"Bearer {key}");
        await using var other = await Follow(kind, null);
        // It was looked at some times by now, and is good.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await Record();
        await client.NextAsync(1);
        Assert.NotNull(await server.Services.GetRequiredService<ApiKeys>().RevokeAsync(name, TestContext.Current.CancellationToken));
        await Ends(client, kind);
        // Others follow on.
        await Record();
        await other.NextAsync(1);
    }

    // The last change is told first: that shows that it was let in.
    private async Task<NodeClient> Follow(string kind, string? authorization)
    {
        await Record();
        await Record();
        var after = (string)(await server.Ask("{ changes(last: 2) { nodes { cursor } } }").MustBeData())["changes"]!["nodes"]![0]!["cursor"]!;
        var client = NodeClient.Subscribe(kind, server.Address, Changes, new { after }, authorization);
        await client.NextAsync(1);
        return client;
    }

    private static async Task Ends(NodeClient client, string kind)
    {
        var time = Stopwatch.StartNew();
        JsonNode told;
        do told = await client.ReadAsync();
        while (told["next"]?["data"]?["changes"] is not null);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, Patience);
        if (kind == "ws")
        {
            while (told["closed"] is null) told = await client.ReadAsync();
            Assert.Equal((4403, "Forbidden"), ((int)told["closed"]!, (string)told["reason"]!));
            return;
        }

        Assert.Equal("UNAUTHENTICATED", (string)Assert.Single(told["next"]!["errors"]!.AsArray())!["extensions"]!["code"]!);
        Assert.True((bool)(await client.ReadAsync())["complete"]!);
    }

    private async Task Record() => await server.Ask(
        "mutation($key: String!) { registerPerson(input: { key: $key, label: \"Somebody\" }) { errors { __typename } } }", new { key = Guid.NewGuid().ToString("n") }).MustBeData();

    /// <summary>Takes tokens of a provider, and looks every second who is still signed in.</summary>
    public sealed class Server(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
    {
        public TokenProvider Provider { get; } = new();

        protected override string[] Settings =>
        [
            "--KnowledgeBase:Limits:StreamRecheckSeconds=1",
            $"--Authentication:Schemes:Bearer:Authority={Provider.Address}", $"--Authentication:Schemes:Bearer:ValidAudiences:0={TokenProvider.Audience}",
            "--Authentication:Schemes:Bearer:RequireHttpsMetadata=false",
        ];

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await Provider.StartAsync();
            await InitializeAsync();
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
