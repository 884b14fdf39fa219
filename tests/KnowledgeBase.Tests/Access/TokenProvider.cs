using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeBase.Tests.Access;

/// <summary>An OpenID provider, as far as a server that takes its tokens sees one: discovery and keys.</summary>
public sealed class TokenProvider : IAsyncDisposable
{
    public const string Audience = "knowledgebase";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly WebApplication app;

    public TokenProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Address, jwks_uri = $"{Address}/keys" }));
        app.MapGet("/keys", () =>
        {
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "one", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } });
        });
    }

    public string Address => app.Urls.Single();

    public string PublicKey => rsa.ExportSubjectPublicKeyInfoPem();

    public Task StartAsync() => app.StartAsync();

    public Task StopAsync() => app.StopAsync();

    /// <summary>A good token, unless something is changed about it.</summary>
    public string Token(string? name = "alice", object? role = null, Action<SecurityTokenDescriptor>? change = null)
    {
        var claims = new Dictionary<string, object>();
        if (name is not null) claims["sub"] = name;
        if (role is not null) claims["role"] = role;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = Audience,
            Claims = claims,
            IssuedAt = DateTime.UtcNow.AddMinutes(-1),
            NotBefore = DateTime.UtcNow.AddMinutes(-1),
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>A token whose header and signature are made by hand.</summary>
    public static string Forged(string token, string header, byte[]? macKey = null)
    {
        var signed = $"{Base64UrlEncoder.Encode(header)}.{token.Split('.')[1]}";
        return $"{signed}.{(macKey is null ? "" : Base64UrlEncoder.Encode(HMACSHA256.HashData(macKey, Encoding.ASCII.GetBytes(signed))))}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }
}

/// <summary>A server that takes the tokens of a provider.</summary>
public sealed class ServerWithProvider(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    public TokenProvider Provider { get; } = new();

    protected override string[] Settings =>
    [
        $"--Authentication:Schemes:Bearer:Authority={Provider.Address}", $"--Authentication:Schemes:Bearer:ValidAudiences:0={TokenProvider.Audience}",
        "--Authentication:Schemes:Bearer:RequireHttpsMetadata=false", "--KnowledgeBase:Access:RoleClaim=realm_access.roles",
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
