using System.Net;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>A server for clients that are few, come from one other site, and send small headers.</summary>
public sealed class StrictServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override bool SignsIn => false;

    protected override string[] Settings =>
    [
        "--KnowledgeBase:Limits:AnonymousRequestsPerSecond=1", "--KnowledgeBase:Limits:AnonymousRequestBurst=40", "--KnowledgeBase:Limits:RequirePreflight=true",
        "--KnowledgeBase:Limits:AllowedOrigins=https://friend.example", "--KnowledgeBase:Limits:BodyBytes=1000", "--KnowledgeBase:Limits:HeaderBytes=4096",
        "--KnowledgeBase:Limits:Introspection=false", "--KnowledgeBase:Limits:Suggestions=false",
    ];
}

public sealed class ClientLimitTests(StrictServer strict, RunningServer server) : IClassFixture<StrictServer>, IClassFixture<RunningServer>
{
    private const string Query = "query={__typename}";

    [Fact]
    public async Task Who_sends_too_much_is_told_when_to_come_back_whatever_he_says_where_he_is_from()
    {
        var refused = 0;
        for (var i = 0; i < 100; i++)
        {
            using var answer = await strict.Get(Query, ("GraphQL-Preflight", "1"), ("X-Forwarded-For", $"10.0.0.{i}"), ("Forwarded", $"for=10.0.0.{i}"), ("X-Real-IP", $"10.0.0.{i}"));
            if (answer.StatusCode == HttpStatusCode.OK) continue;
            refused++;
            Assert.Equal((429, "RATE_LIMITED"), ((int)answer.StatusCode, (string)(await answer.Json())["errors"]![0]!["extensions"]!["code"]!));
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        Assert.InRange(refused, 20, 99);
    }

    [Theory]
    [InlineData("cross-site", "no-cors", false)]
    [InlineData("same-site", "no-cors", false)]
    [InlineData("same-origin", "no-cors", true)]
    [InlineData("cross-site", "cors", true)]
    [InlineData("none", "navigate", true)]
    public async Task A_GET_that_a_page_of_another_site_embeds_is_refused(string site, string mode, bool passes)
    {
        var sent = server.Get(Query, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));
        if (passes) await sent.MustPass();
        else await sent.MustBeRefused(403, "CROSS_SITE_REQUEST");
        await server.Get(Query, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Apollo-Require-Preflight", "true")).MustPass();
    }

    [Fact]
    public async Task Other_sites_pages_may_not_read_answers_unless_they_are_named()
    {
        foreach (var (host, origin, allowed) in new[] { (server, "https://friend.example", false), (strict, "https://foe.example", false), (strict, "https://friend.example", true) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "content-type");
            using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(allowed ? [origin] : [], answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins : []);
        }
    }

    [Fact]
    public async Task Answers_tell_browsers_what_not_to_do()
    {
        using var answer = await server.Get(Query);
        foreach (var (name, value) in new[]
        {
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"), ("Cache-Control", "no-store"),
        })
        {
            Assert.Equal(value, Assert.Single(answer.Headers.GetValues(name)));
        }

        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_are_compressed_for_who_asks(string encoding)
    {
        using var answer = await server.Get("query={__schema{types{name,description}}}", ("Accept-Encoding", encoding));
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    // One after another, so that they share the strict server's burst with the test of the rate in any order.
    [Fact]
    public async Task What_the_operator_turned_off_or_made_small_is_so()
    {
        await using var other = new StrictServer(server.Postgres);
        await other.InitializeAsync();
        await other.Get(Query).MustBeRefused(403, "CROSS_SITE_REQUEST");
        await other.Post(new { query = "{ __schema { types { name } } }" }).MustBeRefused(400, "INTROSPECTION_DISABLED", "Introspection");
        await other.Post(new { query = "{ __typename }" }).MustPass();
        var misspelt = await other.Post(new { query = "{ countrys { totalCount } }" }).MustBeRefused(400, "GRAPHQL_VALIDATION_FAILED");
        Assert.DoesNotContain("Did you mean", misspelt.ToJsonString(), StringComparison.Ordinal);
        await other.Post(new { query = "{ __typename }", extensions = new { a = new string('x', 1_000) } }).MustBeRefused(413, "REQUEST_TOO_LARGE");
        using var headers = await other.Get(Query, ("X-Long", new string('x', 8_000)));
        Assert.Equal(431, (int)headers.StatusCode);
        var suggested = await server.Post(new { query = "{ countrys { totalCount } }" }).MustBeRefused(400, "GRAPHQL_VALIDATION_FAILED");
        Assert.Contains("Did you mean", suggested.ToJsonString(), StringComparison.Ordinal);
    }
}
