using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Exchange.Import;

/// <summary>
/// Reads the fields of one record, and collects what is wrong with them: what is missing, there twice, of another type, or left
/// over when every field that the record knows has been read.
/// </summary>
internal sealed class RecordFields(JsonElement record, string path = "")
{
    private const int LongestName = 60;

    private readonly HashSet<string> known = [];
    private readonly List<Refusal> wrong = Duplicates(record, path);

    public IReadOnlyList<Refusal> Wrong => wrong;

    public bool IsWrong => wrong.Count > 0;

    public void Add(string code, string message, string field) => wrong.Add(new(code, message, At(path, field)));

    /// <summary>The field's value; null when it is absent or null.</summary>
    public JsonElement? Optional(string field)
    {
        known.Add(field);
        return record.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public string Text(string field)
    {
        if (OptionalText(field) is { } text) return text;
        if (Optional(field) is null) Add(ImportCodes.MissingField, $"The field “{field}” is needed.", field);
        return "";
    }

    public string? OptionalText(string field)
    {
        if (Optional(field) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Add(ImportCodes.WrongType, $"A text is expected, not {Name(value)}.", field);
        return null;
    }

    public bool Flag(string field)
    {
        if (Optional(field) is not { } value) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Add(ImportCodes.WrongType, $"true or false is expected, not {Name(value)}.", field);
        return false;
    }

    /// <summary>A word in capitals with underscores, of an enumeration.</summary>
    public T Word<T>(string field)
        where T : struct, Enum
    {
        var before = wrong.Count;
        if (Words<T>.TryParse(Text(field), out var word)) return word;
        if (wrong.Count == before) Add(ImportCodes.WrongType, $"One of {string.Join(", ", Words<T>.All)} is expected.", field);
        return default;
    }

    public int Number(string field)
    {
        if (Optional(field) is not { } value) Add(ImportCodes.MissingField, $"The field “{field}” is needed.", field);
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        else Add(ImportCodes.WrongType, $"A whole number is expected, not {Name(value)}.", field);
        return 0;
    }

    /// <summary>RFC 3339, with an offset.</summary>
    public DateTimeOffset Instant(string field)
    {
        var before = wrong.Count;
        var text = Text(field);
        string[] forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
        if (text.Length > 0 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length)
            && DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant.ToUniversalTime();
        }

        if (wrong.Count == before) Add(RefusalCodes.DateMalformed, "An instant is expected, such as 2021-03-08T07:24:00Z.", field);
        return default;
    }

    public EdtfDate? Date(string field)
    {
        if (OptionalText(field) is not { } text) return null;
        if (EdtfDate.TryParse(text, out var date, out var error)) return date;
        Add(error.Code, error.Message, field);
        return null;
    }

    public string? Url(string field)
    {
        if (OptionalText(field) is not { } text) return null;
        if (UrlNormalForm.TryNormalise(text, out var url, out var error)) return url;
        Add(RefusalCodes.UrlMalformed, error, field);
        return null;
    }

    /// <summary>The items of a list of texts.</summary>
    public IReadOnlyList<string> Texts(JsonElement list, string field)
    {
        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
        {
            return [.. list.EnumerateArray().Select(i => i.GetString()!)];
        }

        Add(ImportCodes.WrongType, "A list of texts is expected.", field);
        return [];
    }

    /// <summary>The fields of an object inside the record; null when absent.</summary>
    public RecordFields? Inner(string field)
    {
        if (Optional(field) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return new(value, At(path, field));
        Add(ImportCodes.WrongType, $"An object is expected, not {Name(value)}.", field);
        return null;
    }

    public void Take(RecordFields inner) => wrong.AddRange(inner.Wrong);

    /// <summary>Called last: refuses every field that nothing asked for.</summary>
    public void End()
    {
        foreach (var name in record.EnumerateObject().Select(f => f.Name).Where(n => !known.Contains(n)).Distinct())
        {
            Add(ImportCodes.UnknownField, $"There is no field “{Shown(name)}” here.", Place(name));
        }
    }

    public static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    private static List<Refusal> Duplicates(JsonElement record, string path)
    {
        var names = new HashSet<string>();
        return [.. record.EnumerateObject().Where(f => !names.Add(f.Name)).Select(f => new Refusal(
            ImportCodes.DuplicateField, $"The field “{Shown(f.Name)}” is here twice.", At(path, Place(f.Name))))];
    }

    private static string Shown(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;

    private static string Place(string name) => name.Length > LongestName ? "" : name;

    private static string At(string path, string field) => path.Length == 0 ? field : field.Length == 0 ? path : $"{path}.{field}";
}
