using GraphQL;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The parameters of one request, however they came.</summary>
internal sealed record GraphQLOverHttpRequest(string Query, string? OperationName, Inputs? Variables, Inputs? Extensions);
