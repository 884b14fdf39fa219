using System.Diagnostics;
using System.Security.Claims;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Who records, and in which request: the one place that says so.</summary>
internal static class RequestAuthor
{
    /// <summary>The actor of a request that nobody is signed in for.</summary>
    public const string Anonymous = "anonymous";

    public static Author Of(ClaimsPrincipal? user) => new(
        user?.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Anonymous,
        // The id that traces and logs have too.
        Activity.Current?.TraceId.ToString());
}
