using System.Text.Encodings.Web;
using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Server.Access;

/// <summary>Signs in with a key of our own: one of the table, or the local administrator's.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KnownKeys keys, LocalSignIn local)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SentKeys.Of(Request) is not { } secret) return Refused($"Send one key, in one of the headers Authorization and {SentKeys.Header}.");
        if (LocalSignIn.IsSecret(secret))
        {
            return local.Holds(secret, Context.Connection.RemoteIpAddress)
                ? Success(LocalSignIn.Name, Role.Administrator)
                : Refused("The local sign-in is not valid, or not any more: the server's console shows a new link at every start.");
        }

        try
        {
            return await keys.FindAsync(secret, Context.RequestAborted) is { } key && Principals.RoleNamed(key.Role) is { } role
                ? Success($"{Principals.KeyPrefix}{key.Name}", role)
                : Refused("The API key is unknown, expired or revoked.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return AuthenticateResult.Fail(new CredentialsUncheckedException("API keys cannot be looked up.", e));
        }
    }

    private static AuthenticateResult Success(string name, Role role) => AuthenticateResult.Success(new(Principals.Of(Scheme, name, role), Scheme));

    private static AuthenticateResult Refused(string message) => AuthenticateResult.Fail(new CredentialException(message));
}
