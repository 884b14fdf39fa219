using KnowledgeBase.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.Playground;

/// <summary>The playground before the real server and the real seeds.</summary>
public sealed class SeededPlaygroundTests(Chromium chromium, SeededServer server) : IClassFixture<Chromium>, IClassFixture<SeededServer>
{
    [Fact]
    public async Task The_seed_question_is_one_click_away_and_shows_its_answer()
    {
        var page = await PlaygroundPage.Open(await chromium.NewVisitor(), new Uri(server.Address, "/graphql").ToString());
        await page.Example("01-seed-question").ClickAsync();
        await page.Run();
        await Expect(page.Answer).ToContainTextAsync("France expels 1 Russian diplomat");
        await Expect(page.Answer).ToContainTextAsync("unattributedRoots");
        page.AssertQuietAndAtHome(server.Address);
    }
}
