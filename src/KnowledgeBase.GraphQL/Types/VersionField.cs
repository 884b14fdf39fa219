namespace KnowledgeBase.GraphQL.Types;

/// <summary>The field <c>version</c> of whatever a mutation can change.</summary>
internal static class VersionField
{
    public const string Description =
        "How many changes are recorded of it itself (not of what is said about it). Give it as `expectedVersion` to a mutation, and that is refused when somebody changed it since.";
}
