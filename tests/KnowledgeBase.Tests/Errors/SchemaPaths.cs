using GraphQL;
using GraphQL.Types;

namespace KnowledgeBase.Tests.Errors;

/// <summary>For every object type of a schema, a way to one from the root of queries.</summary>
internal sealed class SchemaPaths
{
    private readonly Dictionary<string, (string Before, string After)> ways = [];

    public SchemaPaths(ISchema schema)
    {
        var next = new Queue<IObjectGraphType>();
        void Found(IGraphType type, string before, string after)
        {
            foreach (var (one, fragment) in type switch
            {
                IAbstractGraphType several => several.PossibleTypes.Select(t => (Type: (IObjectGraphType)t, Fragment: $"... on {t.Name} {{ ")),
                IObjectGraphType single => [(single, "")],
                _ => [],
            })
            {
                if (ways.TryAdd(one.Name, (before + fragment, fragment.Length > 0 ? " }" + after : after))) next.Enqueue(one);
            }
        }

        Found(schema.Query, "", "");
        // Of these there is one in the base; of what a filterless list begins with perhaps not.
        Found(schema.AllTypes["Expulsion"]!, "entity(key: \"expulsion:fr-ru\") { ... on Expulsion { ", " } }");
        Found(schema.AllTypes["Episode"]!, "entity(key: \"episode:wave\") { ... on Episode { ", " } }");
        Found(schema.AllTypes["Organisation"]!, "entity(key: \"organisation:eu\") { ... on Organisation { ", " } }");
        Found(schema.AllTypes["Country"]!, "country(code: \"FR\") { ", " }");
        Found(schema.AllTypes["Source"]!, "source(key: \"paper\") { ", " }");
        Found(schema.AllTypes["BilateralRelation"]!, "relation(between: [\"FR\", \"RU\"]) { ", " }");
        Found(schema.AllTypes["Change"]!, "changes(first: 1) { nodes { ", " } }");
        Found(schema.AllTypes["Claim"]!, "claims(first: 1) { nodes { ", " } }");
        Found(schema.AllTypes["View"]!, "through(lens: {}) { ", " }");
        // First by what is always there, then by lists and by what may be null or of another type.
        var later = new Queue<(FieldType Field, string Before, string After)>();
        while (true)
        {
            if (next.TryDequeue(out var type))
            {
                var (before, after) = ways[type.Name];
                foreach (var field in type.Fields.Where(f => f.Arguments?.All(a => a.ResolvedType is not NonNullGraphType) ?? true))
                {
                    var (opening, closing) = ($"{before}{field.Name} {{ ", $" }}{after}");
                    if (field.ResolvedType is NonNullGraphType { ResolvedType: IObjectGraphType certain }) Found(certain, opening, closing);
                    else later.Enqueue((field, opening, closing));
                }
            }
            else if (later.TryDequeue(out var less)) Found(less.Field.ResolvedType!.GetNamedType(), less.Before, less.After);
            else break;
        }
    }

    public bool Reaches(string type) => ways.ContainsKey(type);

    /// <summary>A selection of the root that holds one of the type.</summary>
    public string Selection(string type, string selection) => $"{ways[type].Before}{selection}{ways[type].After}";
}
