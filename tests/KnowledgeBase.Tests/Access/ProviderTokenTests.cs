using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeBase.Tests.Access;

/// <summary>Tokens of an OpenID provider, good and forged (RFC 8725).</summary>
public sealed class ProviderTokenTests(ServerWithProvider server) : IClassFixture<ServerWithProvider>
{
    private TokenProvider Provider => server.Provider;

    [Theory]
    [InlineData("curator", "CURATOR")]
    [InlineData("contributor,administrator,curator", "ADMINISTRATOR")]
    [InlineData("editor,Administrator", "READER")]
    [InlineData("", "READER")]
    public async Task A_token_says_who_its_bearer_is_and_what_he_may_do(string roles, string role)
    {
        var token = Provider.Token(change: d => d.Claims["realm_access"] = new Dictionary<string, object> { ["roles"] = roles.Split(',') });
        (await server.AskWith(token, AccessCalls.Who)).Answer["data"]!["viewer"].Is($$"""{"name":"alice","isAuthenticated":true,"role":"{{role}}"}""");
        await server.AskWith(token, AccessCalls.Register).MustBe(role == "READER" ? 403 : 200, role == "READER" ? "FORBIDDEN" : null);
    }

    [Fact]
    public async Task The_name_under_which_something_is_recorded_is_the_tokens()
    {
        var token = Provider.Token("marie", change: d => d.Claims["realm_access"] = new Dictionary<string, object> { ["roles"] = "contributor" });
        (await server.AskWith(token, """mutation { registerPerson(input: { key: "by-marie", label: "X" }) { changes { recordedBy } } }""")).Answer
            .Is("""{"data":{"registerPerson":{"changes":[{"recordedBy":"marie"}]}}}""");
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_token_it_is_refused_even_for_a_query()
    {
        var good = Provider.Token();
        var parts = good.Split('.');
        using var stranger = RSA.Create(2048);
        var bad = new Dictionary<string, string>
        {
            ["no signature"] = TokenProvider.Forged(good, """{"alg":"none","typ":"JWT"}"""),
            ["the public key taken for a shared one"] = TokenProvider.Forged(good, """{"alg":"HS256","typ":"JWT","kid":"one"}""", Encoding.ASCII.GetBytes(Provider.PublicKey)),
            ["another's signature"] = Provider.Token(change: d => d.SigningCredentials = new(new RsaSecurityKey(stranger) { KeyId = "one" }, SecurityAlgorithms.RsaSha256)),
            ["an unknown key"] = Provider.Token(change: d => d.SigningCredentials = new(new RsaSecurityKey(stranger) { KeyId = "two" }, SecurityAlgorithms.RsaSha256)),
            ["a key that it brings along"] = Provider.Token(change: d =>
            {
                d.SigningCredentials = new(new RsaSecurityKey(stranger) { KeyId = "two" }, SecurityAlgorithms.RsaSha256);
                d.AdditionalHeaderClaims = new Dictionary<string, object> { ["jku"] = "http://127.0.0.1:9/keys" };
            }),
            ["another issuer"] = Provider.Token(change: d => d.Issuer = "https://elsewhere.example"),
            ["another audience"] = Provider.Token(change: d => d.Audience = "another-program"),
            ["no audience"] = Provider.Token(change: d => d.Audience = null),
            ["expired"] = Provider.Token(change: d => d.Expires = DateTime.UtcNow.AddSeconds(-40)),
            ["no end"] = Provider.Token(change: d => d.Expires = null),
            ["not yet"] = Provider.Token(change: d => d.NotBefore = DateTime.UtcNow.AddSeconds(90)),
            ["another payload"] = $"{parts[0]}.{Base64UrlEncoder.Encode("""{"sub":"root","aud":"knowledgebase"}""")}.{parts[2]}",
            ["no name"] = Provider.Token(name: null),
            ["a key's name"] = Provider.Token("key:tests"),
            ["the local administrator's name"] = Provider.Token("Local:administrator"),
            ["the seeds' name"] = Provider.Token("seeds"),
            ["ten kilobytes"] = new string('x', 10_000),
            ["no token"] = "x",
        };
        foreach (var (what, token) in bad)
        {
            var (status, code, answer) = await server.AskWith(token, AccessCalls.Who);
            Assert.True((401, "UNAUTHENTICATED") == (status, code), $"{what}: {answer.ToJsonString()}");
        }

        await server.AskWith(good, AccessCalls.Who).MustBe(200, null);
    }

    [Fact]
    public async Task A_provider_needs_an_audience()
    {
        var refused = await Assert.ThrowsAsync<Server.ConfigurationException>(() => Server.ServerApp.BuildAsync(
            ["--Authentication:Schemes:Bearer:Authority=https://id.example.org"], TestContext.Current.CancellationToken));
        Assert.Contains("ValidAudiences is missing", refused.Message, StringComparison.Ordinal);
    }
}

/// <summary>A provider that does not answer.</summary>
public sealed class ProviderOutageTests(PostgresServer postgres)
{
    [Fact]
    public async Task While_the_providers_keys_cannot_be_had_it_is_nobodys_fault_who_signs_in()
    {
        await using var server = new ServerWithProvider(postgres);
        await ((IAsyncLifetime)server).InitializeAsync();
        var token = server.Provider.Token();
        await server.Provider.StopAsync();
        await server.AskWith(token, AccessCalls.Who).MustBe(503, "SERVICE_UNAVAILABLE");
        await server.AskWith(null, AccessCalls.Who).MustBe(200, null);
    }
}
