using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Mutations;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.Playground;

/// <summary>A subscription in the playground shows what is recorded while it is open, and nothing after it was stopped.</summary>
public sealed class PlaygroundSubscriptionTests(Chromium chromium, StoryServer server) : IClassFixture<Chromium>, IClassFixture<StoryServer>
{
    [Fact]
    public async Task A_subscription_shows_each_change_until_it_is_stopped()
    {
        var page = await PlaygroundPage.Open(await chromium.NewVisitor(), new Uri(server.Address, "/graphql").ToString());
        await page.Write("subscription Live($after: String) { changes(after: $after, filter: { kind: [PERSON_REGISTERED] }) { kind summary } }");
        await page.Run();
        // It follows from now on, and now is when the socket is open: people are registered until one of them shows.
        await Registered(page, "seen");
        // The next one shows too, without another click.
        var last = await Register("last");
        await Expect(page.Answer).ToContainTextAsync(last);
        await page.Run();
        await Register("unseen");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await Expect(page.Answer).ToContainTextAsync(last);
        page.AssertQuietAndAtHome(server.Address);
    }

    private async Task Registered(PlaygroundPage page, string prefix)
    {
        for (var i = 0; i < 60; i++)
        {
            await Register($"{prefix}-{i}");
            await Task.Delay(500, TestContext.Current.CancellationToken);
            if (await page.Answer.CountAsync() > 0 && (await page.Answer.InnerTextAsync()).Contains("PERSON_REGISTERED", StringComparison.Ordinal)) return;
        }

        Assert.Fail($"Nothing of it was shown: {await page.Body.InnerTextAsync()}");
    }

    /// <returns>Its label, as the page shows it.</returns>
    private async Task<string> Register(string key)
    {
        var label = $"Person{key}";
        JsonNode data = await server.Ask("mutation($key: String!, $label: String!) { registerPerson(input: { key: $key, label: $label }) { errors { __typename } } }", new { key, label }).MustBeData();
        Assert.Empty(data["registerPerson"]!["errors"]!.AsArray());
        return label;
    }
}
