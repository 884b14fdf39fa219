using System.Security.Claims;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>One operation that is to be executed, whatever brought it here.</summary>
/// <param name="Request">As it was sent.</param>
/// <param name="Document">Its document, which passed the checks.</param>
/// <param name="Services">Of the request, or of a scope made for it.</param>
/// <param name="User">Who asks.</param>
/// <param name="Client">Ends when nobody waits for the answer any more.</param>
internal sealed record OperationCall(
    GraphQLOverHttpRequest Request, ParsedDocument Document, IServiceProvider Services, ClaimsPrincipal? User, CancellationToken Client)
{
    /// <summary>The root value; null for a query or a mutation.</summary>
    public object? Root { get; init; }
}
