using Npgsql;

namespace KnowledgeBase.Store.Reading.Sql;

/// <summary>Collects a statement's parameters: no value of a client is ever part of the statement's text.</summary>
public sealed class Parameters
{
    private readonly List<NpgsqlParameter> parameters = [];
    private readonly Dictionary<string, string> named = [];

    internal IReadOnlyList<NpgsqlParameter> All => parameters;

    /// <returns>Its place in the statement, e.g. <c>$3</c>.</returns>
    public string Add<T>(T value)
        where T : notnull
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return FormattableString.Invariant($"${parameters.Count}");
    }

    /// <summary>The same for a value that a statement needs in several places: it is added once.</summary>
    public string Once<T>(string name, T value)
        where T : notnull => named.TryGetValue(name, out var place) ? place : named[name] = Add(value);

    /// <summary>The same values for another statement: a parameter belongs to one command.</summary>
    internal Parameters Copy()
    {
        var copy = new Parameters();
        foreach (var parameter in parameters) copy.parameters.Add(parameter.Clone());
        foreach (var (name, place) in named) copy.named[name] = place;
        return copy;
    }

    /// <summary>A pattern for <c>like</c> that finds the text anywhere; its own wildcards are escaped.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
