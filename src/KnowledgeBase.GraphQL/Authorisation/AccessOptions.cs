namespace KnowledgeBase.GraphQL.Authorisation;

/// <summary>Who is let in, and how a token of an OpenID provider is read.</summary>
public sealed record AccessOptions
{
    /// <summary>Whether somebody who did not sign in may read.</summary>
    public bool AnonymousReads { get; init; } = true;

    /// <summary>
    /// The claim that holds the roles: a text, or a list of them. With a dot in it, also a claim within a claim, such as
    /// <c>realm_access.roles</c>.
    /// </summary>
    public string RoleClaim { get; init; } = "role";

    /// <summary>The claim under whose text changes are recorded. It has to be one that no two people of the provider share.</summary>
    public string NameClaim { get; init; } = "sub";
}
