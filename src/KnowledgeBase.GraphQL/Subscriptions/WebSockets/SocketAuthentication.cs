using System.Security.Claims;
using System.Text.Json;
using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Subscriptions.WebSockets;

/// <summary>
/// Who a client is that says so in <c>connection_init</c>: a browser's page cannot send headers with a WebSocket, so clients put
/// them into the payload.
/// </summary>
internal sealed class SocketAuthentication(IServiceScopeFactory scopes, Admission admission)
{
    private static readonly string[] Headers = ["Authorization", "X-API-Key"];

    /// <param name="payload">Of <c>connection_init</c>.</param>
    /// <param name="known">Who it said it was before.</param>
    /// <param name="connection">What the socket was opened with.</param>
    /// <returns>Null when what it says is not accepted, or when it says nothing where something has to be said.</returns>
    public async Task<ClaimsPrincipal?> ReadAsync(JsonElement payload, ClaimsPrincipal known, HttpContext connection) =>
        await FindAsync(payload, known, connection) is { } user && admission.IsAdmitted(user) ? user : null;

    private async Task<ClaimsPrincipal?> FindAsync(JsonElement payload, ClaimsPrincipal known, HttpContext connection)
    {
        if (payload.ValueKind != JsonValueKind.Object) return known;
        await using var scope = scopes.CreateAsyncScope();
        // Looked at as a request of its own: an authentication that was made for a request is not made again.
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        request.Connection.RemoteIpAddress = connection.Connection.RemoteIpAddress;
        request.Request.Host = connection.Request.Host;
        request.Request.Scheme = connection.Request.Scheme;
        foreach (var field in payload.EnumerateObject())
        {
            var header = Headers.FirstOrDefault(h => h.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (header is not null && field.Value.ValueKind == JsonValueKind.String) request.Request.Headers[header] = field.Value.GetString();
        }

        if (!Headers.Any(request.Request.Headers.ContainsKey)) return known;
        if (scope.ServiceProvider.GetService<IAuthenticationService>() is not { } service) return null;
        if (scope.ServiceProvider.GetService<IAuthenticationSchemeProvider>() is not { } schemes || await schemes.GetDefaultAuthenticateSchemeAsync() is null) return null;
        var result = await service.AuthenticateAsync(request, null);
        return result.Succeeded ? result.Principal : null;
    }
}
