using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>
/// Whether an operation stays within the limits, told before anything of it runs, and in a time that grows with the length of the
/// document only. Every transport asks this first.
/// </summary>
public sealed class DocumentChecks(LimitOptions limits, ISchema schema)
{
    // A document that comes again is measured once; what its variables make of it is worked out for each request.
    private readonly ConditionalWeakTable<GraphQLDocument, StrongBox<LimitError?>> shapes = [];

    /// <summary>The limit that it goes beyond; null when it stays within all of them.</summary>
    /// <param name="document">Parsed; it need not fit the schema.</param>
    /// <param name="operationName">As it was sent; null for the only operation.</param>
    /// <param name="variables">As they were sent.</param>
    public ExecutionError? Check(GraphQLDocument document, string? operationName, Inputs? variables) =>
        shapes.GetValue(document, d => new(CheckShape(d))).Value
        ?? InputSize.Check(variables, limits)?.Within(document, operationName)
        ?? CheckCost(document, operationName, variables);

    private LimitError? CheckShape(GraphQLDocument document)
    {
        var shape = new DocumentShape(document);
        if (CheckWhole(shape, document) is { } whole) return whole;
        foreach (var definition in document.Definitions)
        {
            var error = definition switch
            {
                GraphQLOperationDefinition operation => CheckSelection(shape.Of(operation), isOperation: true),
                GraphQLFragmentDefinition fragment => CheckSelection(shape.Of(fragment.FragmentName.Name.StringValue), isOperation: false),
                _ => null,
            };
            if (error is not null) return error.At(definition, document);
        }

        return CheckContents(shape)?.Within(document, null);
    }

    private LimitError? CheckWhole(DocumentShape shape, GraphQLDocument document)
    {
        if (shape.Fragments > limits.Fragments) return Complex(nameof(limits.Fragments), limits.Fragments, "fragment definitions").At(document.Definitions[^1], document);
        return shape.Operations > limits.Operations ? Complex(nameof(limits.Operations), limits.Operations, "operations").At(document.Definitions[^1], document) : null;
    }

    private LimitError? CheckContents(DocumentShape shape)
    {
        if (shape.DuplicateFields > limits.DuplicateFields) return Complex(nameof(limits.DuplicateFields), limits.DuplicateFields, "repeated fields");
        if (shape.LongestList > limits.ListItems) return InputSize.TooLong(limits);
        return shape.HasIntrospection && !limits.Introspection
            ? new(ErrorCodes.IntrospectionDisabled, nameof(limits.Introspection), 0, "This server does not answer introspection. Its schema is published with its source.")
            : null;
    }

    private LimitError? CheckSelection(SelectionShape shape, bool isOperation)
    {
        if (isOperation && CheckDepth(shape) is { } deep) return deep;
        if (shape.Spreads > limits.FragmentSpreads) return Complex(nameof(limits.FragmentSpreads), limits.FragmentSpreads, "fragment spreads, written out");
        if (shape.Aliases > limits.Aliases) return Complex(nameof(limits.Aliases), limits.Aliases, "aliases");
        if (shape.Directives > limits.Directives) return Complex(nameof(limits.Directives), limits.Directives, "directives");
        if (isOperation && shape.RootFields > limits.RootFields) return Complex(nameof(limits.RootFields), limits.RootFields, "fields at its root");
        return shape.Fields > limits.Fields ? Complex(nameof(limits.Fields), limits.Fields, "fields, fragments written out") : null;
    }

    // Of operations alone: a fragment does not say whether it is introspection's. One that no operation spreads is refused by validation.
    private LimitError? CheckDepth(SelectionShape shape)
    {
        if (shape.Depth > limits.Depth) return Deep(nameof(limits.Depth), limits.Depth, "fields below one another");
        if (shape.IntrospectionDepth > limits.IntrospectionDepth) return Deep(nameof(limits.IntrospectionDepth), limits.IntrospectionDepth, "fields of introspection below one another");
        return shape.IntrospectionLists > limits.IntrospectionLists
            ? Deep(nameof(limits.IntrospectionLists), limits.IntrospectionLists, "lists of introspection below one another")
            : null;
    }

    private LimitError? CheckCost(GraphQLDocument document, string? operationName, Inputs? variables)
    {
        var operation = document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(o => operationName is null || o.Name?.Value == operationName);
        if (operation is null) return null;
        var price = new OperationPrice(schema, document, new(operation, variables), limits.UnpagedListItems).Of(operation);
        if (price.Nodes > limits.Nodes) return Expensive(nameof(limits.Nodes), limits.Nodes, $"Its lists may have {Round(price.Nodes)} items together").At(operation, document);
        return price.Cost > limits.Cost ? Expensive(nameof(limits.Cost), limits.Cost, $"Its answer may have {Round(price.Cost)} fields").At(operation, document) : null;
    }

    private static LimitError Deep(string limit, int most, string what) => new(ErrorCodes.DocumentTooDeep, limit, most, $"The document has more than {most} {what}.");

    private static LimitError Complex(string limit, int most, string what) => new(ErrorCodes.DocumentTooComplex, limit, most, $"The document has more than {most} {what}.");

    private static LimitError Expensive(string limit, int most, string what) =>
        new(ErrorCodes.QueryTooExpensive, limit, most, $"{what}, and {Round(most)} pass. Ask for smaller pages, or for less below them.");

    private static string Round(double count) => count < 1e9 ? count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) : "more than 1,000,000,000";
}
