using System.Security.Claims;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Authorisation;

/// <summary>Who gets as far as sending an operation, whatever it is: everybody, or with <see cref="AccessOptions.AnonymousReads"/> off whoever signed in.</summary>
internal sealed class Admission(AccessOptions options)
{
    /// <exception cref="TransportException">What was sent to sign in with is good for nothing, or nothing was sent where something is needed.</exception>
    public void Check(HttpContext context)
    {
        CheckCredentials(context);
        if (IsAdmitted(context.User)) return;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw Unauthenticated("This server answers only who signed in: send the header Authorization with a token or an API key.");
    }

    /// <summary>Whether somebody may ask at all.</summary>
    public bool IsAdmitted(ClaimsPrincipal user) => options.AnonymousReads || user.Identity is { IsAuthenticated: true };

    /// <exception cref="TransportException">What was sent to sign in with is good for nothing. (Nothing may have been sent: a WebSocket's client does so later.)</exception>
    public static void CheckCredentials(HttpContext context)
    {
        if (context.Features.Get<Failed>() is { } failed) throw Refused(context, failed.Why);
    }

    private static TransportException Refused(HttpContext context, Exception why)
    {
        if (why is CredentialsUncheckedException || KnownFailures.Of(why) is { Code: ErrorCodes.ServiceUnavailable })
        {
            return new(StatusCodes.Status503ServiceUnavailable, ErrorCodes.ServiceUnavailable, "Who you are cannot be checked now. Try again in some seconds.");
        }

        // Somebody who believes to be signed in is not to be answered as if nobody were: not even a query.
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Unauthenticated(why is CredentialException told ? told.Message : "The token or API key is not valid, or not any more. Sign in again, or send none.");
    }

    private static TransportException Unauthenticated(string message) => new(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthenticated, message);

    internal sealed record Failed(Exception Why);
}

/// <summary>What was sent to sign in with is refused, for a reason that the client may know.</summary>
public sealed class CredentialException(string message) : Exception(message);

/// <summary>What was sent to sign in with cannot be checked now.</summary>
public sealed class CredentialsUncheckedException(string message, Exception inner) : Exception(message, inner);

/// <summary>Finds out who asks.</summary>
internal static class AuthenticationStep
{
    /// <summary>Before anything that depends on who it is. A failure is kept for <see cref="Admission"/>, which comes after the limit on rates.</summary>
    public static IApplicationBuilder UseAuthenticationOfRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var result = await context.AuthenticateAsync();
        if (result.Succeeded) context.User = result.Principal;
        else if (result.Failure is { } why) context.Features.Set(new Admission.Failed(why));
        await next(context);
    });
}
