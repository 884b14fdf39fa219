using GraphQL;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>
/// A mistake of the client, told to it with a code and a place. What is not one of these is unknown, masked and logged.
/// </summary>
public class KnowledgeBaseError : ExecutionError
{
    /// <param name="code">One of <see cref="ErrorCodes"/>, or a refusal's code: stable, for programs.</param>
    /// <param name="message">A sentence for a person.</param>
    /// <param name="argument">Dot-separated place in the field's arguments, e.g. <c>filter.announced</c>; empty for the whole field.</param>
    public KnowledgeBaseError(string code, string message, string argument = "")
        : base(message)
    {
        Code = code;
        if (argument.Length > 0) Extensions = new() { ["argument"] = argument };
    }
}
