using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>A request goes beyond a limit. Its extensions tell programs which one (<c>limit</c>, a setting's name) and the most that passes (<c>most</c>).</summary>
public sealed class LimitError : KnowledgeBaseError
{
    public LimitError(string code, string limit, int most, string message)
        : base(code, message) => Extensions = new() { ["limit"] = limit, ["most"] = most };
}
