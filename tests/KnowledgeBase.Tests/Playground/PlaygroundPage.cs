using Microsoft.Playwright;
using Xunit;

namespace KnowledgeBase.Tests.Playground;

/// <summary>The playground as a person sees it, and a record of everything that the browser asked for or complained about.</summary>
public sealed class PlaygroundPage
{
    private readonly IPage _page;
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    private PlaygroundPage(IPage page) => _page = page;

    /// <summary>Every address that any frame or worker requested.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Errors and warnings of the console (a breach of the content security policy is one), and uncaught exceptions.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public string Address => _page.Url;

    public ILocator Examples => _page.Locator("[data-operation]");

    public ILocator Query => _page.Locator(".graphiql-query-editor .view-lines");

    public ILocator Variables => _page.Locator(".graphiql-editor-tool .view-lines").First;

    public ILocator Answer => _page.Locator(".result-window .view-lines");

    public ILocator Tabs => _page.Locator(".graphiql-tab");

    public ILocator Body => _page.Locator("body");

    public static async Task<PlaygroundPage> Open(IBrowserContext visitor, string address, WaitUntilState until = WaitUntilState.NetworkIdle)
    {
        var page = new PlaygroundPage(await visitor.NewPageAsync());
        visitor.Request += (_, request) => page._requests.Add(request.Url);
        visitor.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                page._complaints.Add(message.Text);
            }
        };
        page._page.PageError += (_, error) => page._complaints.Add(error);
        await page._page.GotoAsync(address, new() { WaitUntil = until });
        await Assertions.Expect(page.Query).ToBeVisibleAsync();
        return page;
    }

    public ILocator Example(string name) => _page.Locator($"[data-operation='{name}']");

    public Task Run() => _page.Locator(".graphiql-execute-button").ClickAsync();

    /// <summary>Replaces what the query editor holds, and waits until the address follows.</summary>
    public async Task Write(string query)
    {
        await Query.ClickAsync();
        await _page.Keyboard.PressAsync("ControlOrMeta+a");
        await _page.Keyboard.InsertTextAsync(query);
        await Assertions.Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#query="));
    }

    /// <summary>Fails when anything left this server, or when the browser complained.</summary>
    public void AssertQuietAndAtHome(Uri server)
    {
        Assert.Empty(_complaints);
        Assert.NotEmpty(_requests);
        Assert.All(_requests, address => Assert.True(
            address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith("blob:" + server.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            || new Uri(address).Authority == server.Authority, $"a request left the server: {address}"));
    }
}
