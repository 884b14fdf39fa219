using GraphQL;
using GraphQLParser.AST;

namespace KnowledgeBase.GraphQL.Types.Claims;

/// <summary>
/// Whether a list of claims is asked only for what their brief rows have: fields that resolve from ids and enums. Anything else, also a field
/// that is new and not named here, is answered from whole rows.
/// </summary>
internal static class BriefClaims
{
    private static readonly HashSet<string> Fields =
        ["__typename", "id", "subject", "recordedSubject", "property", "stance", "source", "readIn", "rank", "falls", "version", "recordedAt", "recordedBy", "change"];

    /// <param name="context">Of a field whose type is the connection of claims.</param>
    public static bool AreEnough(IResolveFieldContext context) => Connection(context, context.FieldAst.SelectionSet);

    private static bool Connection(IResolveFieldContext context, GraphQLSelectionSet? selection) => All(context, selection, field => field.Name.StringValue switch
    {
        "nodes" => Claim(context, field.SelectionSet),
        "edges" => All(context, field.SelectionSet, f => f.Name.StringValue != "node" || Claim(context, f.SelectionSet)),
        _ => true,
    });

    private static bool Claim(IResolveFieldContext context, GraphQLSelectionSet? selection) => All(context, selection, field => Fields.Contains(field.Name.StringValue));

    private static bool All(IResolveFieldContext context, GraphQLSelectionSet? selection, Func<GraphQLField, bool> holds)
    {
        foreach (var part in selection?.Selections ?? [])
        {
            var isSo = part switch
            {
                GraphQLField field => holds(field),
                GraphQLInlineFragment inline => All(context, inline.SelectionSet, holds),
                GraphQLFragmentSpread spread => Fragment(context, spread) is { } fragment && All(context, fragment.SelectionSet, holds),
                _ => false,
            };
            if (!isSo) return false;
        }

        return true;
    }

    private static GraphQLFragmentDefinition? Fragment(IResolveFieldContext context, GraphQLFragmentSpread spread) =>
        context.Document.Definitions.OfType<GraphQLFragmentDefinition>().FirstOrDefault(f => f.FragmentName.Name.Value == spread.FragmentName.Name.Value);
}
