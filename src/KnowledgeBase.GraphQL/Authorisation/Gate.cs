using GraphQL;
using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Authorisation;

/// <summary>The roles that something in the API takes.</summary>
public static class Roles
{
    /// <summary>May erase.</summary>
    public const string Administrator = "administrator";
}

/// <summary>The one place that says who may do what: it looks at the authenticated principal of the request, and at nothing else.</summary>
internal static class Gate
{
    /// <exception cref="KnowledgeBaseError"><see cref="ErrorCodes.Forbidden"/>: nobody is signed in, or somebody without the role.</exception>
    public static void Require(IResolveFieldContext context, string role)
    {
        if (context.User is { Identity.IsAuthenticated: true } user && user.IsInRole(role)) return;
        throw new KnowledgeBaseError(ErrorCodes.Forbidden, $"This takes the role {role}.");
    }
}
