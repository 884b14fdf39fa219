using GraphQL;
using GraphQLParser;
using GraphQLParser.AST;

namespace KnowledgeBase.GraphQL.Errors;

/// <summary>Where in its document an error is, for those that are about more than one field.</summary>
internal static class Places
{
    /// <summary>Gives the error the place of a part of a document.</summary>
    public static T At<T>(this T error, ASTNode node, GraphQLDocument document)
        where T : ExecutionError
    {
        error.AddLocation(Location.FromLinearPosition(document.Source, node.Location.Start));
        return error;
    }

    /// <summary>Gives the error, if it has no place yet, that of the operation that is meant; of the first definition when there is none.</summary>
    public static T Within<T>(this T error, GraphQLDocument document, string? operationName)
        where T : ExecutionError
    {
        if (error.Path is not null || error.Locations is { Count: > 0 } || document.Definitions.Count == 0) return error;
        var operation = document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(o => operationName is null || o.Name?.Value == operationName);
        return error.At(operation ?? document.Definitions[0], document);
    }
}
