using System.Security.Claims;
using System.Text.Json;
using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeBase.Server.Access;

/// <summary>Tokens of an OpenID provider: what makes one valid, and who its bearer is.</summary>
internal static class ProviderTokens
{
    private const int LongestName = 200;

    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly string[] Symmetric = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];

    public static void Configure(JwtBearerOptions options, AccessOptions access)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
        // Without issuers or audiences in the configuration ASP.NET Core would ask for none.
        options.TokenValidationParameters.ValidateIssuer = true;
        options.TokenValidationParameters.ValidateAudience = true;
        options.Events = new()
        {
            OnTokenValidated = context =>
            {
                Accept(context, access);
                return Task.CompletedTask;
            },
            OnAuthenticationFailed = TellAsync,
        };
    }

    /// <summary>Shared keys are for those who named one themselves; a provider's published key is never taken for one.</summary>
    public static void ConfigureAlgorithms(JwtBearerOptions options, IConfigurationSection bearer) =>
        options.TokenValidationParameters.ValidAlgorithms = bearer.GetSection("SigningKeys").GetChildren().Any() ? [.. Asymmetric, .. Symmetric] : Asymmetric;

    private static void Accept(TokenValidatedContext context, AccessOptions access)
    {
        var name = context.Principal?.FindFirst(access.NameClaim)?.Value;
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            context.Fail(new CredentialException($"The token has no claim {access.NameClaim} of 1 to {LongestName} characters."));
        }
        else if (Principals.IsReserved(name))
        {
            context.Fail(new CredentialException($"The claim {access.NameClaim} has a text that is kept for others than people."));
        }
        else
        {
            var role = Texts(context.Principal!, access.RoleClaim).Select(Principals.RoleNamed).Max() ?? Role.Reader;
            context.Principal = Principals.Of(JwtBearerDefaults.AuthenticationScheme, name, role);
        }
    }

    // Also a claim within a claim, of the one level that providers use: {"realm_access": {"roles": ["curator"]}}.
    private static IEnumerable<string> Texts(ClaimsPrincipal user, string type)
    {
        var whole = user.FindAll(type).Select(c => c.Value);
        if (type.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot)) return whole;
        return whole.Concat(user.FindAll(type[..dot]).Where(c => c.ValueType == JsonClaimValueTypes.Json).SelectMany(c => Inner(c.Value, type[(dot + 1)..])));
    }

    private static List<string> Inner(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(name, out var value)) return [];
        JsonElement[] values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return [.. values.Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)];
    }

    // A token may fail because the provider's keys cannot be had; that is not its bearer's fault.
    private static async Task TellAsync(AuthenticationFailedContext context)
    {
        try
        {
            if (context.Options.ConfigurationManager is { } provider) await provider.GetConfigurationAsync(context.HttpContext.RequestAborted);
            context.Fail(context.Exception);
        }
        catch (Exception e)
        {
            context.Fail(new CredentialsUncheckedException("The provider's keys cannot be had.", e));
        }
    }
}
