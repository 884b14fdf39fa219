using GraphQL.Types;
using KnowledgeBase.Domain.Properties;

namespace KnowledgeBase.GraphQL.Types;

/// <summary>An enum of the Domain with a description for every value; a value that is not described does not start.</summary>
public abstract class DescribedEnum<TEnum> : EnumerationGraphType
    where TEnum : struct, Enum
{
    protected DescribedEnum(string name, string description, params ReadOnlySpan<(TEnum Value, string Description)> values)
    {
        Name = name;
        Description = description;
        foreach (var (value, text) in values) Add(NameOf(value), value, text);
        var missing = Enum.GetValues<TEnum>().Where(v => Values.FindByValue(v) is null).ToList();
        if (missing.Count > 0) throw new InvalidOperationException($"{name} has no description of {string.Join(", ", missing)}.");
    }

    /// <summary><c>DeclinesComment</c> → <c>DECLINES_COMMENT</c>.</summary>
    private static string NameOf(TEnum value) => UpperCase.Of(value.ToString());
}

/// <summary>A closed list of terms of the registry.</summary>
public abstract class VocabularyEnum : EnumerationGraphType
{
    protected VocabularyEnum(Vocabulary vocabulary, string description)
    {
        Name = vocabulary.Name;
        Description = description;
        foreach (var term in vocabulary.Terms) Add(term.Name, term.Name, term.Description);
    }
}

internal static class UpperCase
{
    /// <summary>Puts an underscore before every capital but the first, and makes all of them capitals.</summary>
    public static string Of(string camelCase) =>
        string.Concat(camelCase.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
