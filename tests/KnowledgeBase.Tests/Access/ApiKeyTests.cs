using KnowledgeBase.Store.Access;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Access;

public sealed class ApiKeyTests(RunningServer server) : IClassFixture<RunningServer>
{
    private ApiKeys Keys => server.Services.GetRequiredService<ApiKeys>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_says_who_it_is_in_either_header()
    {
        var key = await server.CreateKeyAsync("either", "curator");
        const string expected = """{"data":{"viewer":{"name":"key:either","isAuthenticated":true,"role":"CURATOR"}}}""";
        (await server.AskWith(key, AccessCalls.Who)).Answer.Is(expected);
        (await server.AskWith(null, AccessCalls.Who, null, ("X-API-Key", key))).Answer.Is(expected);
        (await server.AskWith(null, AccessCalls.Who, null, ("Authorization", $"bearer {key}"))).Answer.Is(expected);
        (await server.AskWith(null, AccessCalls.Who)).Answer.Is("""{"data":{"viewer":{"name":null,"isAuthenticated":false,"role":null}}}""");
    }

    [Fact]
    public async Task What_is_no_key_or_no_good_one_is_refused_whatever_is_asked()
    {
        var good = await server.CreateKeyAsync("forged", "administrator");
        var flipped = good[..^1] + (good[^1] == 'A' ? 'B' : 'A');
        foreach (var bad in new[] { flipped, good[..^1], good + "A", "kb_", "kb_00000000_" + new string('A', 43), "kb_local_" + new string('A', 43), "kb_session_" + new string('A', 43), new string('k', 3) })
        {
            await server.AskWith(null, AccessCalls.Who, null, ("X-API-Key", bad)).MustBe(401, "UNAUTHENTICATED");
            if (bad.StartsWith("kb_", StringComparison.Ordinal)) await server.AskWith(bad, "{ __typename }").MustBe(401, "UNAUTHENTICATED");
        }

        await server.AskWith(good, AccessCalls.Who, null, ("X-API-Key", good)).MustBe(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task An_expired_key_is_good_for_nothing()
    {
        var expired = (await Keys.CreateAsync("expired", "administrator", DateTimeOffset.UtcNow.AddSeconds(-1), Cancel))!;
        await server.AskWith(expired, AccessCalls.Who).MustBe(401, "UNAUTHENTICATED");
        var lasting = (await Keys.CreateAsync("lasting", "contributor", DateTimeOffset.UtcNow.AddDays(1), Cancel))!;
        await server.AskWith(lasting, AccessCalls.Register).MustBe(200, null);
    }

    [Fact]
    public async Task A_revoked_key_is_good_for_nothing_within_seconds_and_its_name_is_free_again()
    {
        var key = await server.CreateKeyAsync("revoked", "contributor");
        await server.AskWith(key, AccessCalls.Who).MustBe(200, null);
        Assert.Null(await Keys.CreateAsync("revoked", "contributor", null, Cancel));
        Assert.Equal(ApiKeySecret.IdOf(key), (await Keys.RevokeAsync(ApiKeySecret.IdOf(key)!, Cancel))!.Id);
        Assert.Null(await Keys.RevokeAsync("revoked", Cancel));
        await Task.Delay(TimeSpan.FromSeconds(6), Cancel);
        await server.AskWith(key, AccessCalls.Who).MustBe(401, "UNAUTHENTICATED");
        Assert.NotNull(await Keys.CreateAsync("revoked", "contributor", null, Cancel));
    }

    [Fact]
    public async Task The_base_does_not_have_the_key_itself()
    {
        var key = await server.CreateKeyAsync("hidden", "contributor");
        await server.AskWith(key, AccessCalls.Register).MustBe(200, null);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select t::text from access.api_key t where name = 'hidden'");
        var row = (string)(await command.ExecuteScalarAsync(Cancel))!;
        Assert.Contains(Convert.ToHexStringLower(ApiKeySecret.HashOf(key)), row, StringComparison.Ordinal);
        Assert.DoesNotContain(key[12..], row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_are_kept_are_kept_apart_for_each_person()
    {
        var (one, other) = (await server.CreateKeyAsync("one", "reader"), await server.CreateKeyAsync("other", "reader"));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(AccessCalls.Who)));
        using var http = new HttpClient { BaseAddress = server.Address };
        var tags = new List<string>();
        foreach (var key in new[] { one, other, null })
        {
            // Sent once as a whole, so that it is known by its hash.
            (await GetAsync(http, key, $"query={Uri.EscapeDataString(AccessCalls.Who)}&documentId={hash}", null)).Dispose();
            using var answer = await GetAsync(http, key, $"documentId={hash}", null);
            Assert.Equal(key is not null, answer.Headers.CacheControl!.Private);
            Assert.Equal(["Accept", "Authorization", "X-API-Key"], answer.Headers.Vary.Where(v => v != "Accept-Encoding"));
            foreach (var earlier in tags)
            {
                using var again = await GetAsync(http, key, $"documentId={hash}", earlier);
                Assert.Equal(200, (int)again.StatusCode);
            }

            tags.Add(answer.Headers.ETag!.ToString());
        }

        Assert.Equal(3, tags.Distinct().Count());
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient http, string? key, string parameters, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?{parameters}");
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return http.SendAsync(request, Cancel);
    }
}

/// <summary>A server that answers nobody who did not sign in.</summary>
public sealed class ClosedServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override string[] Settings => ["--KnowledgeBase:Access:AnonymousReads=false"];
}

public sealed class ClosedServerTests(ClosedServer server) : IClassFixture<ClosedServer>
{
    [Fact]
    public async Task Without_anonymous_reads_nobody_reads_who_did_not_sign_in()
    {
        foreach (var query in new[] { "{ __typename }", "{ __schema { types { name } } }", "not even GraphQL", AccessCalls.Register })
        {
            await server.AskWith(null, query).MustBe(401, "UNAUTHENTICATED");
        }

        var reader = await server.CreateKeyAsync("reader", "reader");
        await server.AskWith(reader, "{ __typename }").MustBe(200, null);
        await server.AskWith(reader, AccessCalls.Register).MustBe(403, "FORBIDDEN");
        using var http = new HttpClient { BaseAddress = server.Address };
        using var health = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)health.StatusCode);
    }
}
