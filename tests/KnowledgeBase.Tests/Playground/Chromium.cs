using Microsoft.Playwright;
using Xunit;

namespace KnowledgeBase.Tests.Playground;

/// <summary>
/// A fixture: a headless Chromium that is already on the machine, <c>CHROMIUM_PATH</c> or one of the usual places. Tests that need
/// it are skipped, with the reason, where there is none; a <c>CHROMIUM_PATH</c> that leads nowhere fails them.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_usualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // A patience for loaded machines, not a measure of the page.
        Assertions.SetDefaultExpectTimeout(20_000);
        var path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? s_usualPlaces.FirstOrDefault(File.Exists);
        if (path is null)
        {
            return;
        }

        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Headless = true,
            // No name but this machine's resolves, so a page that needs another host fails its test even behind a proxy.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        });
    }

    /// <summary>A visitor who was never here: no stored tabs, an English browser.</summary>
    public async Task<IBrowserContext> NewVisitor(ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "No Chromium on this machine: install it, or say by CHROMIUM_PATH where it is.");
        var visitor = await _browser.NewContextAsync(new() { ColorScheme = scheme, Locale = "en-GB", ViewportSize = new() { Width = 1360, Height = 850 } });
        // As above: the rest of the tests has both cores meanwhile.
        visitor.SetDefaultNavigationTimeout(90_000);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
