using System.Security.Claims;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.Store.Erasure;

namespace KnowledgeBase.GraphQL.Authorisation;

/// <summary>
/// The one form that whoever signed in has, however it was done: a name, under which changes are recorded, and the highest role. Nothing
/// else of a token gets further than here.
/// </summary>
public static class Principals
{
    /// <summary>What the names of API keys begin with, so that a key is never taken for a person.</summary>
    public const string KeyPrefix = "key:";

    /// <summary>What the names of those begin with who signed in on the server's own machine.</summary>
    public const string LocalPrefix = "local:";

    // Names under which the server itself records, or that mean nobody.
    private static readonly string[] NotPeople = [RequestAuthor.Anonymous, "seeds", ErasureReplay.Actor];

    private static readonly string[] Names = [.. Enum.GetNames<Role>().Select(n => n.ToLowerInvariant())];

    /// <summary>The names of all roles, the lowest first.</summary>
    public static IReadOnlyList<string> RoleNames => Names;

    public static string NameOf(Role role) => Names[(int)role];

    /// <summary>Whether a name is kept for others than the people of a provider.</summary>
    public static bool IsReserved(string name) =>
        name.StartsWith(KeyPrefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith(LocalPrefix, StringComparison.OrdinalIgnoreCase)
        || NotPeople.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when it is none of ours.</summary>
    public static Role? RoleNamed(string name) => Array.IndexOf(Names, name) is var at and >= 0 ? (Role)at : null;

    public static ClaimsPrincipal Of(string scheme, string name, Role role) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, NameOf(role))], scheme));

    /// <summary>The highest role; null for somebody who did not sign in.</summary>
    public static Role? RoleOf(ClaimsPrincipal? user)
    {
        if (user?.Identity is not { IsAuthenticated: true }) return null;
        var highest = Role.Reader;
        foreach (var claim in user.FindAll(ClaimTypes.Role))
        {
            if (RoleNamed(claim.Value) is { } role && role > highest) highest = role;
        }

        return highest;
    }
}
