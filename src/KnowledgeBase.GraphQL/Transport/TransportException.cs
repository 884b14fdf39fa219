using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The HTTP request is not one that can be carried out; the answer has this status and the error alone.</summary>
public sealed class TransportException(int status, string code, string message, string argument = "") : Exception(message)
{
    public int Status { get; } = status;

    public KnowledgeBaseError Error { get; } = new(code, message, argument);

    /// <summary>With the place of the operation that it is about.</summary>
    internal TransportException Within(ParsedDocument document, GraphQLOverHttpRequest request)
    {
        Error.Within(document.Document, request.OperationName);
        return this;
    }

    public static TransportException BadRequest(string message, string code = ErrorCodes.BadRequest) => new(400, code, message);
}
