using GraphQLParser.AST;

namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>
/// Measures the operations and fragments of a document: one visit for each node of it, however often fragments are spread (each is measured once).
/// </summary>
internal sealed class DocumentShape
{
    private readonly Dictionary<string, GraphQLFragmentDefinition> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SelectionShape> measured = new(StringComparer.Ordinal);

    public DocumentShape(GraphQLDocument document)
    {
        foreach (var definition in document.Definitions)
        {
            switch (definition)
            {
                case GraphQLFragmentDefinition fragment:
                    Fragments++;
                    definitions[fragment.FragmentName.Name.StringValue] = fragment;
                    break;
                case GraphQLOperationDefinition:
                    Operations++;
                    break;
            }
        }
    }

    public int Operations { get; }

    public int Fragments { get; }

    /// <summary>Fields that stand once more in their selection set under the same name.</summary>
    public int DuplicateFields { get; private set; }

    /// <summary>Items of the longest list that is written in the document.</summary>
    public int LongestList { get; private set; }

    public bool HasIntrospection { get; private set; }

    public SelectionShape Of(GraphQLOperationDefinition operation) =>
        Of(operation.SelectionSet) + Directives(operation.Directives) + (operation.Variables?.Items ?? []).Aggregate(default(SelectionShape), (sum, v) => sum + OfVariable(v));

    /// <summary>A spread of itself, direct or not, counts as nothing: validation refuses it.</summary>
    public SelectionShape Of(string fragment)
    {
        if (measured.TryGetValue(fragment, out var known)) return known;
        if (!definitions.TryGetValue(fragment, out var definition)) return default;
        measured[fragment] = default;
        return measured[fragment] = Of(definition.SelectionSet) + Directives(definition.Directives);
    }

    private SelectionShape Of(GraphQLSelectionSet? set)
    {
        if (set is null) return default;
        var sum = default(SelectionShape);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var selection in set.Selections)
        {
            if (selection is GraphQLField field && !names.Add((field.Alias?.Name ?? field.Name).StringValue)) DuplicateFields++;
            sum += Of(selection);
        }

        return sum;
    }

    private SelectionShape Of(ASTNode selection) => selection switch
    {
        GraphQLField field => OfField(field),
        GraphQLInlineFragment inline => Of(inline.SelectionSet) + Directives(inline.Directives),
        GraphQLFragmentSpread spread => Of(spread.FragmentName.Name.StringValue) + Directives(spread.Directives) + new SelectionShape { Spreads = 1 },
        _ => default,
    };

    private SelectionShape OfField(GraphQLField field)
    {
        var name = field.Name.StringValue;
        HasIntrospection |= SelectionShape.IsIntrospection(name);
        foreach (var argument in field.Arguments?.Items ?? []) Look(argument.Value);
        return (Of(field.SelectionSet) + Directives(field.Directives)).Below(name, field.Alias is not null);
    }

    private SelectionShape OfVariable(GraphQLVariableDefinition variable)
    {
        Look(variable.DefaultValue);
        return Directives(variable.Directives);
    }

    private SelectionShape Directives(GraphQLDirectives? directives)
    {
        foreach (var argument in directives?.SelectMany(d => d.Arguments?.Items ?? []) ?? []) Look(argument.Value);
        return new() { Directives = directives?.Count ?? 0 };
    }

    private void Look(GraphQLValue? value)
    {
        switch (value)
        {
            case GraphQLListValue { Values: { } items }:
                LongestList = Math.Max(LongestList, items.Count);
                items.ForEach(Look);
                break;
            case GraphQLObjectValue { Fields: { } fields }:
                fields.ForEach(f => Look(f.Value));
                break;
        }
    }
}
