using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace KnowledgeBase.GraphQL.Observability;

/// <summary>
/// Which deprecated parts of the schema documents use, so that whoever runs the server knows whether anybody would miss them: fields,
/// arguments, and what is written out of input fields and values of enumerations. (What comes in variables is not looked at.)
/// </summary>
public sealed class DeprecatedUses : ValidationRuleBase
{
    // A document that comes again is not validated again.
    private readonly ConditionalWeakTable<GraphQLDocument, List<string>> found = [];

    /// <summary>Their coordinates in the schema, each once; none for a document that was not validated.</summary>
    public IReadOnlyList<string> Of(GraphQLDocument document) => found.TryGetValue(document, out var uses) ? uses : [];

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var uses = new List<string>();
        found.AddOrUpdate(context.Document, uses);
        void Use(string? reason, string coordinates)
        {
            if (reason is not null && !uses.Contains(coordinates)) uses.Add(coordinates);
        }

        return new(new NodeVisitors(
            new MatchingNodeVisitor<GraphQLField>((_, c) =>
            {
                if (c.TypeInfo.GetFieldDef() is { } field) Use(field.DeprecationReason, $"{c.TypeInfo.GetParentType()?.Name}.{field.Name}");
            }),
            new MatchingNodeVisitor<GraphQLArgument>((_, c) =>
            {
                if (c.TypeInfo.GetArgument() is { } argument) Use(argument.DeprecationReason, $"{c.TypeInfo.GetParentType()?.Name}.{c.TypeInfo.GetFieldDef()?.Name}({argument.Name}:)");
            }),
            new MatchingNodeVisitor<GraphQLObjectField>((node, c) =>
            {
                // By then the type is that of the field.
                if (c.TypeInfo.GetInputType(1)?.GetNamedType() is IInputObjectGraphType type && type.Fields.Find(node.Name.Value) is { } field) Use(field.DeprecationReason, $"{type.Name}.{field.Name}");
            }),
            new MatchingNodeVisitor<GraphQLEnumValue>((node, c) =>
            {
                if (c.TypeInfo.GetInputType()?.GetNamedType() is EnumerationGraphType type && type.Values.FindByName(node.Name.Value) is { } value) Use(value.DeprecationReason, $"{type.Name}.{value.Name}");
            })));
    }
}
