using System.Security.Claims;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Types;

namespace KnowledgeBase.GraphQL.Queries;

/// <summary>Who is asking.</summary>
public sealed record Viewer(ClaimsPrincipal? User);

public sealed class ViewerType : ObjectGraphType<Viewer>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "Who is asking.";
        Field<StringGraphType>("name").Description("The name under which changes are recorded; null for somebody who did not log in.").Resolve(c => c.Source.User?.Identity?.Name);
        Field<NonNullGraphType<BooleanGraphType>>("isAuthenticated").Description("Whether the server knows who it is.").Resolve(c => c.Source.User?.Identity?.IsAuthenticated ?? false);
        Field<AccessRoleType>("role").Description("What the person may do; null for somebody who did not sign in.").Resolve(c => Principals.RoleOf(c.Source.User));
    }
}

public sealed class AccessRoleType() : DescribedEnum<Role>("AccessRole", "What somebody who signed in may do. Each may do all that the ones before it may.",
    (Role.Reader, "Reads."),
    (Role.Contributor, "Records what sources say, and takes back what it recorded itself."),
    (Role.Curator, "Grades, ranks, judges and merges, and takes back what others recorded."),
    (Role.Administrator, "Erases."));
