using System.Security.Claims;
using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Authorisation;

/// <summary>The one place that says who may do what: it looks at the authenticated principal of the request, and at nothing else.</summary>
internal static class Gate
{
    /// <summary>Metadata of a field: the <see cref="Role"/> that it takes.</summary>
    public const string RoleKey = "KnowledgeBase.Role";

    public static bool Has(ClaimsPrincipal? user, Role role) => Principals.RoleOf(user) >= role;

    /// <exception cref="KnowledgeBaseError">
    /// <see cref="ErrorCodes.Unauthenticated"/>: nobody is signed in. <see cref="ErrorCodes.Forbidden"/>: somebody without the role.
    /// </exception>
    public static void Require(ClaimsPrincipal? user, Role role)
    {
        if (Refusal(user, role) is { } refusal) throw refusal;
    }

    /// <summary>Null when the user has the role.</summary>
    public static KnowledgeBaseError? Refusal(ClaimsPrincipal? user, Role role)
    {
        var name = Principals.NameOf(role);
        return Principals.RoleOf(user) switch
        {
            null => new(ErrorCodes.Unauthenticated, $"This takes the role {name}. Sign in: send the header Authorization with a token or an API key."),
            { } has when has < role => new(ErrorCodes.Forbidden, $"This takes the role {name}; yours is {Principals.NameOf(has)}."),
            _ => null,
        };
    }
}
