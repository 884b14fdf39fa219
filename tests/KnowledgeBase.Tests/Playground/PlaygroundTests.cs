using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.Playground;

/// <summary>The playground in a real browser.</summary>
public sealed class PlaygroundTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Greeting = "query Greeting { greet(name: \"Ada\") }";
    private SmallServer? _server;

    private Uri Server => _server!.Playground;

    public async ValueTask InitializeAsync() => _server = await SmallServer.Start(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task It_lists_every_example_and_opens_the_seed_question_first()
    {
        var page = await Visit();

        await Expect(page.Examples).ToHaveCountAsync(ExampleFiles.All.Count);
        await Expect(page.Examples.Locator("strong")).ToHaveTextAsync(ExampleFiles.All.Select(example => example.Title));
        var first = ExampleFiles.All.FirstOrDefault(example => !example.Name.StartsWith("00-", StringComparison.Ordinal), ExampleFiles.All[0]);
        await Expect(page.Query).ToContainTextAsync(Shown(first.Title));
        page.AssertQuietAndAtHome(Server);
    }

    [Fact]
    public async Task A_click_on_an_example_opens_it_and_running_it_shows_the_answer()
    {
        var page = await Visit("#query=" + Uri.EscapeDataString(Greeting));

        await page.Example("00-hello").ClickAsync();
        await Expect(page.Tabs).ToHaveTextAsync(["Greeting", "Hello"], new() { UseInnerText = true });
        await page.Run();

        await Expect(page.Answer).ToContainTextAsync("\"__typename\"");
        await Expect(page.Answer).ToContainTextAsync("\"Query\"");
        Assert.EndsWith("/graphql?operation=00-hello", page.Address);
        page.AssertQuietAndAtHome(Server);
    }

    [Fact]
    public async Task A_click_before_the_editors_are_there_waits_for_them()
    {
        var page = await (await chromium.NewVisitor()).NewPageAsync();
        await page.GotoAsync(Server.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("[data-operation='00-hello']").ClickAsync();
        await Expect(page.Locator(".graphiql-query-editor .view-lines")).ToContainTextAsync("Hello");
        await page.Locator(".graphiql-execute-button").ClickAsync();
        await Expect(page.Locator(".result-window .view-lines")).ToContainTextAsync("__typename");
    }

    [Fact]
    public async Task A_second_click_returns_to_the_tab_that_is_already_open()
    {
        var page = await Visit("#query=" + Uri.EscapeDataString(Greeting));

        await page.Example("00-hello").ClickAsync();
        await Expect(page.Tabs).ToHaveCountAsync(2);
        await page.Tabs.First.ClickAsync();
        await Expect(page.Query).ToContainTextAsync("Greeting");
        await page.Example("00-hello").ClickAsync();

        await Expect(page.Query).ToContainTextAsync("Hello");
        await Expect(page.Tabs).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("00-hello")]
    [InlineData("00-hello.graphql")]
    public async Task A_link_opens_an_example_by_its_name(string name)
    {
        var page = await Visit("?operation=" + name);

        await Expect(page.Query).ToContainTextAsync("__typename");
        await Expect(page.Example("00-hello")).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task A_link_to_an_example_that_does_not_exist_says_so()
    {
        var page = await Visit("?operation=nope");

        await Expect(page.Query).ToContainTextAsync(Shown("There is no example named \"nope\"."));
    }

    [Fact]
    public async Task The_address_is_a_link_to_the_query_and_its_variables_for_anybody()
    {
        const string Query = "query Someone($name: String!) { greet(name: $name) }";
        var mine = await Visit("#" + $"query={Uri.EscapeDataString(Greeting)}&variables={Uri.EscapeDataString("{ \"name\": \"Grace\" }")}");
        await mine.Write(Query);
        await Expect(mine.Tabs).ToHaveTextAsync(["Someone"], new() { UseInnerText = true });

        var theirs = await PlaygroundPage.Open(await chromium.NewVisitor(), mine.Address);
        await Expect(theirs.Query).ToContainTextAsync(Shown(Query));
        await Expect(theirs.Variables).ToContainTextAsync(Shown("{ \"name\": \"Grace\" }"));
        await theirs.Run();

        await Expect(theirs.Answer).ToContainTextAsync(Shown("Hello, Grace"));
        theirs.AssertQuietAndAtHome(Server);
    }

    [Fact]
    public async Task An_error_of_the_server_is_shown_as_it_came()
    {
        var page = await Visit("#query=" + Uri.EscapeDataString("{ nothingLikeIt }"));

        await page.Run();

        await Expect(page.Answer).ToContainTextAsync("\"errors\"");
        await Expect(page.Answer).ToContainTextAsync("nothingLikeIt");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 200, 255)]
    [InlineData(ColorScheme.Dark, 0, 80)]
    public async Task It_is_as_light_or_dark_as_the_system(ColorScheme scheme, int low, int high)
    {
        var page = await PlaygroundPage.Open(await chromium.NewVisitor(scheme), Server.ToString());

        var colour = await page.Body.Locator(".graphiql-container").EvaluateAsync<int[]>(
            "e => getComputedStyle(e).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)");
        Assert.All(colour, part => Assert.InRange(part, low, high));
    }

    private async Task<PlaygroundPage> Visit(string rest = "") => await PlaygroundPage.Open(await chromium.NewVisitor(), Server + rest);

    /// <summary>Monaco shows a blank as a no-break space.</summary>
    private static string Shown(string text) => text.Replace(' ', '\u00a0');
}
