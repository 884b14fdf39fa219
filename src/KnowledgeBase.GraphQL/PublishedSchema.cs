using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace KnowledgeBase.GraphQL;

/// <summary>How a schema is told: to tools that ask for it, and as a file.</summary>
public static class PublishedSchema
{
    /// <summary>Call it in the schema's constructor: introspection then has all that the specification knows, deprecated arguments and input fields too.</summary>
    public static void Prepare(Schema schema)
    {
        // What tools ask an introspection for: GraphiQL, and every client generator.
        schema.Features.DeprecationOfInputValues = true;
        schema.Features.RepeatableDirectives = true;
        schema.RegisterVisitor(new CompleteIntrospection());
    }

    /// <summary>In the language of schemas, with descriptions and deprecations.</summary>
    public static string Print(ISchema schema) => schema.Print(new PrintOptions
    {
        IncludeDescriptions = true,
        IncludeDeprecationReasons = true,
        StringComparison = StringComparison.Ordinal,
    });
}
