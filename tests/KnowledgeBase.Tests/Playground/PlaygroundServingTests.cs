using System.Net;
using System.Net.Http.Headers;
using KnowledgeBase.GraphQL.Playground;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KnowledgeBase.Tests.Playground;

/// <summary>Which requests get the page and which go on to the endpoint: the middleware alone, over real HTTP.</summary>
public sealed class PlaygroundServingTests : IAsyncLifetime
{
    private const string FromEndpoint = "the endpoint";
    private const string BrowserAccept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private readonly WebApplication _app = Build();
    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/graphql", BrowserAccept)]
    [InlineData("/graphql?operation=00-hello", BrowserAccept)]
    [InlineData("/graphql", "application/json;q=0.5, text/html")]
    public async Task A_browser_gets_the_page(string address, string accept)
    {
        var (response, body) = await Get(address, accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Accept"], response.Headers.Vary);
        Assert.True(response.Headers.CacheControl?.NoCache);
        Assert.Contains("<title>KnowledgeBase playground</title>", body);
        Assert.DoesNotContain("<script>", body);
    }

    [Theory]
    [InlineData("/graphql?query={__typename}", BrowserAccept)]
    [InlineData("/graphql", "application/graphql-response+json")]
    [InlineData("/graphql", "application/json, text/html")]
    [InlineData("/graphql", "application/json, text/html;q=0.9")]
    [InlineData("/graphql", "*/*")]
    [InlineData("/graphql", "not a media type")]
    [InlineData("/graphql", null)]
    [InlineData("/elsewhere", BrowserAccept)]
    public async Task Anything_else_reaches_the_endpoint(string address, string? accept)
    {
        var (_, body) = await Get(address, accept);

        Assert.Equal(FromEndpoint, body);
    }

    [Fact]
    public async Task A_POST_reaches_the_endpoint_even_from_a_browser()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation("Accept", BrowserAccept);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(FromEndpoint, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_HEAD_request_gets_the_headers_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/graphql");
        request.Headers.TryAddWithoutValidation("Accept", BrowserAccept);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Content.Headers.ContentLength > 0);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_file_that_the_page_names_is_served_and_may_be_kept_for_ever()
    {
        var (_, page) = await Get("/graphql", BrowserAccept);
        var files = page.Split('"').Where(part => part.StartsWith('/')).ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var (response, _) = await Get(file, "*/*");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task A_page_that_was_not_built_stops_the_start_and_says_what_to_do()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<FileNotFoundException>(() => app.UsePlayground(pages: Path.Combine(AppContext.BaseDirectory, "nowhere")));

        Assert.Contains("building src/KnowledgeBase.Explorer makes it", error.Message);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UsePlayground();
        app.Run(context => context.Response.WriteAsync(FromEndpoint));
        return app;
    }

    private async Task<(HttpResponseMessage Response, string Body)> Get(string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
