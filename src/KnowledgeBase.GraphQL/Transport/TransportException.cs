using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The HTTP request is not one that can be carried out; the answer has this status and the error alone.</summary>
internal sealed class TransportException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public KnowledgeBaseError Error { get; } = new(code, message);

    public static TransportException BadRequest(string message, string code = ErrorCodes.BadRequest) => new(400, code, message);
}
