using GraphQL;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The parameters of one request, however they came.</summary>
/// <param name="Query">The document; null when only its hash was sent.</param>
/// <param name="DocumentHash">Its SHA-256 in lower-case hexadecimal digits, as the client has it; null when it sent none.</param>
internal sealed record GraphQLOverHttpRequest(string? Query, string? DocumentHash, string? OperationName, Inputs? Variables, Inputs? Extensions);
