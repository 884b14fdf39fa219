using System.Security.Claims;
using System.Text.Json;
using KnowledgeBase.GraphQL.Authorisation;
using Microsoft.Extensions.Primitives;

namespace KnowledgeBase.GraphQL.Subscriptions.WebSockets;

/// <summary>
/// Who a client is that says so in <c>connection_init</c>: a browser's page cannot send headers with a WebSocket, so clients put
/// them into the payload.
/// </summary>
internal sealed class SocketAuthentication(CredentialCheck check, Admission admission)
{
    /// <param name="payload">Of <c>connection_init</c>.</param>
    /// <param name="known">Who it said it was before.</param>
    /// <param name="before">What it said so with.</param>
    /// <returns>Null when what it says is not accepted, or when it says nothing where something has to be said.</returns>
    public async Task<(ClaimsPrincipal User, Credentials With)?> ReadAsync(JsonElement payload, ClaimsPrincipal known, Credentials before, CancellationToken cancellation)
    {
        var with = InPayload(payload, before);
        var user = with is null ? known : await ReadAsync(with, cancellation);
        return user is not null && admission.IsAdmitted(user) ? (user, with ?? before) : null;
    }

    private async Task<ClaimsPrincipal?> ReadAsync(Credentials with, CancellationToken cancellation)
    {
        try
        {
            return await check.ReadAsync(with, cancellation);
        }
        catch (CredentialsUncheckedException)
        {
            // Whoever it may be.
            return null;
        }
    }

    private static Credentials? InPayload(JsonElement payload, Credentials before)
    {
        if (payload.ValueKind != JsonValueKind.Object) return null;
        var headers = new Dictionary<string, StringValues>();
        foreach (var field in payload.EnumerateObject())
        {
            var header = Credentials.Names.FirstOrDefault(h => h.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (header is not null && field.Value.ValueKind == JsonValueKind.String) headers[header] = field.Value.GetString();
        }

        return headers.Count == 0 ? null : before with { Headers = headers };
    }
}
