using System.Collections;
using System.Globalization;
using GraphQL;
using GraphQLParser.AST;

namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>What arguments are in one request: written out, sent as a variable, or a variable's default.</summary>
internal sealed class GivenValues(GraphQLOperationDefinition operation, Inputs? variables)
{
    private readonly Dictionary<string, GraphQLValue?> defaults = (operation.Variables?.Items ?? [])
        .GroupBy(v => v.Variable.Name.StringValue, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().DefaultValue, StringComparer.Ordinal);

    /// <summary>Null when it is not given, or is no number.</summary>
    public int? Number(GraphQLField field, string argument) => Of(field.Arguments?.ValueFor(argument)) switch
    {
        int number => number,
        long number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        double number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        decimal number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        System.Numerics.BigInteger number => number.Sign < 0 ? int.MinValue : int.MaxValue,
        _ => null,
    };

    /// <summary>Items of a list; 1 for a single value, 0 when it is not given.</summary>
    public int Items(GraphQLField field, string argument) => Of(field.Arguments?.ValueFor(argument)) switch
    {
        null => 0,
        string => 1,
        ICollection items => items.Count,
        _ => 1,
    };

    /// <summary>Whether <c>@skip</c> or <c>@include</c> leaves it out.</summary>
    public bool IsLeftOut(GraphQLDirectives? directives) => directives?.Any(d =>
        (d.Name.Value == "skip" && If(d) is true) || (d.Name.Value == "include" && If(d) is false)) ?? false;

    private bool? If(GraphQLDirective directive) => Of(directive.Arguments?.ValueFor("if")) as bool?;

    private object? Of(GraphQLValue? value) => value switch
    {
        GraphQLVariable variable => OfVariable(variable.Name.StringValue),
        GraphQLIntValue number => int.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : int.MaxValue,
        GraphQLBooleanValue boolean => boolean.BoolValue,
        GraphQLListValue list => (ICollection?)list.Values ?? Array.Empty<object>(),
        GraphQLNullValue or null => null,
        _ => value,
    };

    private object? OfVariable(string name) =>
        variables?.TryGetValue(name, out var sent) == true ? sent
        : defaults.TryGetValue(name, out var literal) && literal is not GraphQLVariable ? Of(literal) : null;
}
