using GraphQL;
using KnowledgeBase.GraphQL.Errors;

namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>How much there is in the variables.</summary>
internal static class InputSize
{
    public static LimitError? Check(Inputs? variables, LimitOptions limits)
    {
        if (variables is null) return null;
        // Nesting is bounded already: the reader of JSON refuses more than 64 levels.
        var (values, longest) = variables.Values.Aggregate((0, 0), (sum, value) => Count(value, sum));
        if (longest > limits.ListItems) return TooLong(limits);
        return values > limits.InputValues
            ? new(ErrorCodes.TooManyItems, nameof(limits.InputValues), limits.InputValues, $"The variables have more than {limits.InputValues} values altogether.")
            : null;
    }

    public static LimitError TooLong(LimitOptions limits) =>
        new(ErrorCodes.TooManyItems, nameof(limits.ListItems), limits.ListItems, $"A list has more than {limits.ListItems} items.");

    private static (int Values, int Longest) Count(object? value, (int Values, int Longest) sum)
    {
        sum.Values++;
        switch (value)
        {
            case IDictionary<string, object?> fields:
                return fields.Values.Aggregate(sum, (s, v) => Count(v, s));
            case IReadOnlyDictionary<string, object?> fields:
                return fields.Values.Aggregate(sum, (s, v) => Count(v, s));
            case IList<object?> items:
                return items.Aggregate((sum.Values, Math.Max(sum.Longest, items.Count)), (s, v) => Count(v, s));
            default:
                return sum;
        }
    }
}
