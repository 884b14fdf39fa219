using System.Security.Claims;
using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>What a client signed in with, so that it can be looked at again as long as its connection is open.</summary>
/// <param name="Headers">Those that the client sent; empty for nobody.</param>
/// <param name="Connection">What they came with: where from, and to which address.</param>
internal sealed record Credentials(IReadOnlyDictionary<string, StringValues> Headers, HttpContext Connection)
{
    /// <summary>The headers that sign in.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Authorization", "X-API-Key"];

    public static Credentials Of(HttpContext context) =>
        new(Names.Where(context.Request.Headers.ContainsKey).ToDictionary(n => n, n => context.Request.Headers[n]), context);
}

/// <summary>Looks at credentials apart from the request that they came with.</summary>
internal sealed class CredentialCheck(IServiceScopeFactory scopes)
{
    /// <summary>Who it is now.</summary>
    /// <returns>Null when they are not good, or not any more.</returns>
    /// <exception cref="CredentialsUncheckedException">It cannot be told now.</exception>
    public async Task<ClaimsPrincipal?> ReadAsync(Credentials credentials, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        // Looked at as a request of its own: an authentication that was made for a request is not made again.
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellation };
        request.Connection.RemoteIpAddress = credentials.Connection.Connection.RemoteIpAddress;
        request.Request.Host = credentials.Connection.Request.Host;
        request.Request.Scheme = credentials.Connection.Request.Scheme;
        foreach (var (name, value) in credentials.Headers) request.Request.Headers[name] = value;
        if (scope.ServiceProvider.GetService<IAuthenticationService>() is not { } service) return null;
        if (scope.ServiceProvider.GetService<IAuthenticationSchemeProvider>() is not { } schemes || await schemes.GetDefaultAuthenticateSchemeAsync() is null) return null;
        var result = await service.AuthenticateAsync(request, null);
        if (result.Failure is CredentialsUncheckedException unchecked_) throw unchecked_;
        return result.Succeeded ? result.Principal : null;
    }
}
