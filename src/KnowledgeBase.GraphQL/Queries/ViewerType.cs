using System.Security.Principal;
using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Queries;

/// <summary>Who is asking.</summary>
public sealed record Viewer(IIdentity? Identity);

public sealed class ViewerType : ObjectGraphType<Viewer>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "Who is asking.";
        Field<StringGraphType>("name").Description("The name under which changes are recorded; null for somebody who did not log in.").Resolve(c => c.Source.Identity?.Name);
        Field<NonNullGraphType<BooleanGraphType>>("isAuthenticated").Description("Whether the server knows who it is.").Resolve(c => c.Source.Identity?.IsAuthenticated ?? false);
    }
}
