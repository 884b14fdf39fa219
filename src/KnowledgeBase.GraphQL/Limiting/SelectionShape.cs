namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>
/// How large a selection is with its fragments written out. Counts are floating-point numbers: fragments that double one another reach 2^60
/// and more, and only have to be known as too many.
/// </summary>
/// <param name="Depth">Fields below one another, without introspection.</param>
/// <param name="Lists">Lists of introspection below one another, wherever these names stand.</param>
/// <param name="IntrospectionDepth">The same as <paramref name="Depth"/> below <c>__schema</c> and <c>__type</c>, these included.</param>
/// <param name="IntrospectionLists">The same as <paramref name="Lists"/> below <c>__schema</c> and <c>__type</c>.</param>
/// <param name="RootFields">Fields at the top.</param>
/// <param name="Fields">All fields.</param>
/// <param name="Aliases">All aliases.</param>
/// <param name="Directives">All directives.</param>
/// <param name="Spreads">All spreads.</param>
internal readonly record struct SelectionShape(
    int Depth, int Lists, int IntrospectionDepth, int IntrospectionLists, double RootFields, double Fields, double Aliases, double Directives, double Spreads)
{
    /// <summary>Both, side by side.</summary>
    public static SelectionShape operator +(SelectionShape a, SelectionShape b) => new(
        Math.Max(a.Depth, b.Depth), Math.Max(a.Lists, b.Lists),
        Math.Max(a.IntrospectionDepth, b.IntrospectionDepth), Math.Max(a.IntrospectionLists, b.IntrospectionLists),
        a.RootFields + b.RootFields, a.Fields + b.Fields, a.Aliases + b.Aliases, a.Directives + b.Directives, a.Spreads + b.Spreads);

    /// <summary>A field with this below it.</summary>
    public SelectionShape Below(string field, bool isAliased) => this with
    {
        Depth = IsIntrospection(field) ? 1 : Depth + 1,
        Lists = IsIntrospection(field) ? 0 : Lists + (IsList(field) ? 1 : 0),
        IntrospectionDepth = IsIntrospection(field) ? Depth + 1 : IntrospectionDepth,
        IntrospectionLists = IsIntrospection(field) ? Lists : IntrospectionLists,
        RootFields = 1,
        Fields = Fields + 1,
        Aliases = Aliases + (isAliased ? 1 : 0),
    };

    public static bool IsIntrospection(string field) => field is "__schema" or "__type";

    // Those that lead from a type to types again: nested, they ask for the whole schema once for each of its types.
    private static bool IsList(string field) => field is "fields" or "interfaces" or "possibleTypes" or "inputFields";
}
