using System.Diagnostics.CodeAnalysis;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Store.Reading.Filters;

namespace KnowledgeBase.GraphQL.Queries.Inputs;

/// <summary>Reads the fields of an input object and places every mistake. A field that is null counts as not given.</summary>
public sealed class InputReader(IDictionary<string, object?> fields, string path)
{
    private const int LongestList = 250;

    public string Path => path;

    /// <summary>Place of a field in the arguments.</summary>
    public string At(string field) => $"{path}.{field}";

    public bool TryGet<T>(string field, [NotNullWhen(true)] out T? value)
    {
        var isGiven = fields.TryGetValue(field, out var found) && found is T;
        value = isGiven ? (T)found! : default;
        return isGiven;
    }

    public string? Text(string field) => TryGet<string>(field, out var text) ? text : null;

    /// <exception cref="KnowledgeBaseError">The text is blank or longer than a search can be.</exception>
    public string? SearchText(string field)
    {
        if (Text(field) is not { } text) return null;
        SearchTexts.Check(text, At(field));
        return text;
    }

    public bool? Flag(string field) => TryGet<bool>(field, out var flag) ? flag : null;

    /// <exception cref="KnowledgeBaseError">The list is longer than a filter's can be.</exception>
    public IReadOnlyList<T>? List<T>(string field)
    {
        if (!TryGet<IEnumerable<object?>>(field, out var items)) return null;
        var list = items.Cast<T>().ToList();
        if (list.Count > LongestList) throw new KnowledgeBaseError(RefusalCodes.Count, $"At most {LongestList} items can be given.", At(field));
        // The database has no such text, so nothing can match it.
        return typeof(T) == typeof(string) ? [.. list.Where(t => !t!.ToString()!.Contains('\0', StringComparison.Ordinal))] : list;
    }

    /// <summary>UUIDs of global ids.</summary>
    public IReadOnlyList<Guid>? Ids(string field, params string[] types) =>
        List<string>(field)?.Select((id, i) => GlobalId.Parse(id, $"{At(field)}.{i}", types)).ToList();

    /// <summary>Ids of parties that are given by country codes, ids or both.</summary>
    public IReadOnlyList<Guid>? Parties(string field)
    {
        if (Child(field) is not { } party) return null;
        var codes = party.List<string>("codes")?.Select((code, i) => Country(code, $"{party.At("codes")}.{i}")) ?? [];
        return [.. codes, .. party.Ids("ids", "Country", "Organisation") ?? []];
    }

    public IReadOnlyList<Guid>? Countries(string field) =>
        List<string>(field)?.Select((code, i) => Country(code, $"{At(field)}.{i}")).ToList();

    /// <exception cref="KnowledgeBaseError">No country has the code.</exception>
    public static Guid Country(string code, string argument) => CountryCodes.IsKnown(code)
        ? Identifiers.Entity(EntityKind.Country, code)
        : throw new KnowledgeBaseError(RefusalCodes.UnknownCountryCode, $"'{Shorten(code)}' is not the code of a country.", argument);

    /// <summary>A day range from <c>on</c>, or from <c>from</c> and <c>to</c>, each an EDTF date.</summary>
    public DayRange? Days(string field)
    {
        if (Child(field) is not { } range) return null;
        var on = range.Date("on");
        return new(range.Date("from")?.Earliest ?? on?.Earliest, range.Date("to")?.Latest ?? on?.Latest);
    }

    public NumberRange? Numbers(string field) => Child(field) is not { } range
        ? null
        : new(range.TryGet<int>("min", out var min) ? min : null, range.TryGet<int>("max", out var max) ? max : null);

    public InputReader? Child(string field) => TryGet<IDictionary<string, object?>>(field, out var child) ? new(child, At(field)) : null;

    public IReadOnlyList<T>? Children<T>(string field, Func<InputReader, T> read) => TryGet<IEnumerable<object?>>(field, out var items)
        ? [.. items.Select((item, i) => read(new((IDictionary<string, object?>)item!, $"{At(field)}.{i}")))]
        : null;

    private EdtfDate? Date(string field)
    {
        if (Text(field) is not { } text) return null;
        return EdtfDate.TryParse(text, out var date, out var error) ? date : throw new KnowledgeBaseError(error.Code, error.Message, At(field));
    }

    private static string Shorten(string text) => text.Length <= 20 ? text : $"{text[..20]}…";
}

/// <summary>What can be searched for.</summary>
public static class SearchTexts
{
    public const int Longest = 200;

    /// <exception cref="KnowledgeBaseError">The text is blank, too long, or holds a null character.</exception>
    public static void Check(string text, string argument)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new KnowledgeBaseError(RefusalCodes.Empty, "There is nothing to search for.", argument);
        if (text.Length > Longest) throw new KnowledgeBaseError(RefusalCodes.TooLong, $"At most {Longest} characters can be searched for.", argument);
        if (text.Contains('\0', StringComparison.Ordinal)) throw new KnowledgeBaseError(RefusalCodes.Malformed, "A null character is not text.", argument);
    }
}
