namespace KnowledgeBase.GraphQL.Errors;

/// <summary>Codes of mistakes in a query. They are part of the API: never renamed, only added.</summary>
public static class ErrorCodes
{
    /// <summary>An argument that no query could have.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";
    /// <summary>A text that is not an id of this API.</summary>
    public const string InvalidId = "INVALID_ID";
    /// <summary>A text that is not a cursor, or a cursor of another list or ordering.</summary>
    public const string InvalidCursor = "INVALID_CURSOR";
}
