using System.Security.Claims;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.Store;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <summary>
/// Who is at the other end of an open connection: looked at again now and then, so that an expired token, a revoked key or another
/// role counts for what is sent from then on.
/// </summary>
internal sealed class SignedIn(CredentialCheck check, LimitOptions limits, ILogger<SignedIn> logger)
{
    private Credentials? credentials;
    private ClaimsPrincipal user = new(new ClaimsIdentity());

    /// <summary>Who it was when it was last looked at. Each answer is made for this one.</summary>
    public ClaimsPrincipal User => Volatile.Read(ref user);

    /// <param name="principal">Who it is.</param>
    /// <param name="with">What was sent to say so.</param>
    public void Set(ClaimsPrincipal principal, Credentials with)
    {
        Volatile.Write(ref user, principal);
        Volatile.Write(ref credentials, with);
    }

    /// <summary>Ends when the credentials are not good any more; for somebody who sent none, only with the connection.</summary>
    public async Task UntilRefusedAsync(CancellationToken ending)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(limits.StreamRecheckSeconds), ending);
            if (Volatile.Read(ref credentials) is not { Headers.Count: > 0 } given) continue;
            try
            {
                if (await check.ReadAsync(given, ending) is not { } now || now.Identity?.Name != User.Identity?.Name) return;
                Volatile.Write(ref user, now);
            }
            catch (CredentialsUncheckedException e)
            {
                // Not the client's fault, and without the database nothing is told to it meanwhile.
                logger.LogWarning(ToldException.Of(e), "Whether those who follow subscriptions are still signed in cannot be checked now.");
            }
        }
    }
}
