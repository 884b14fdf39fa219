using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;

namespace KnowledgeBase.GraphQL;

/// <summary>
/// Adds what the GraphQL specification (September 2025, section 4.2) has in introspection and GraphQL.NET 8 leaves out, because tools
/// ask for it and are refused everything when one field is missing: <c>__Directive.args(includeDeprecated:)</c> and
/// <c>__Type.specifiedByURL</c>.
/// </summary>
internal sealed class CompleteIntrospection : BaseSchemaNodeVisitor
{
    /// <summary>Metadata of a scalar: where its form is specified.</summary>
    public const string SpecifiedBy = "specifiedByURL";

    public override void VisitObject(IObjectGraphType type, ISchema schema)
    {
        switch (type.Name)
        {
            case "__Directive" when type.Fields.Find("args") is { } args && args.Arguments?.Find("includeDeprecated") is null:
                // No argument of a directive is deprecated here, so that it changes nothing.
                args.Arguments ??= [];
                args.Arguments.Add(new(schema.AllTypes["Boolean"]!) { Name = "includeDeprecated", Description = "Whether deprecated ones are listed too.", DefaultValue = false });
                break;
            case "__Type" when type.Fields.Find(SpecifiedBy) is null:
                type.AddField(new FieldType
                {
                    Name = SpecifiedBy,
                    Description = "Where the form of a scalar is specified; null for other types.",
                    ResolvedType = schema.AllTypes["String"],
                    Resolver = new FuncFieldResolver<string?>(c => (c.Source as IGraphType)?.GetMetadata<string?>(SpecifiedBy)),
                });
                break;
        }
    }
}
