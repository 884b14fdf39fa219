using System.Globalization;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Relay;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>
/// One object of a mutation's input. What is not of its form is remembered as a refusal with its place, and read as something
/// harmless, so that a client learns of all its mistakes at once; nothing may be recorded once there is a refusal.
/// </summary>
internal sealed class InputObject
{
    private readonly IDictionary<string, object?> values;
    private readonly string path;
    private readonly List<Refusal> refusals;

    public InputObject(IDictionary<string, object?> values)
        : this(values, "", [])
    {
    }

    private InputObject(IDictionary<string, object?> values, string path, List<Refusal> refusals) =>
        (this.values, this.path, this.refusals) = (values, path, refusals);

    /// <summary>Of this object and all objects in it.</summary>
    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>A field that the schema requires.</summary>
    public T Required<T>(string name) => (T)values[name]!;

    /// <summary>Default when the field is absent or null.</summary>
    public T? Optional<T>(string name) => values.TryGetValue(name, out var value) && value is T given ? given : default;

    /// <summary>Null when the field is absent or null.</summary>
    public int? Number(string name) => values.TryGetValue(name, out var value) ? (int?)value : null;

    public EdtfDate? Date(string name)
    {
        if (Optional<string>(name) is not { } text) return null;
        if (EdtfDate.TryParse(text, out var date, out var error)) return date;
        Refuse(error.Code, error.Message, name);
        return null;
    }

    /// <summary>In UTC; one without an offset is in UTC already.</summary>
    public DateTimeOffset Instant(string name) => values[name] switch
    {
        DateTime { Kind: DateTimeKind.Unspecified } instant => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
        DateTime instant => new DateTimeOffset(instant).ToUniversalTime(),
        var other => ((DateTimeOffset)other!).ToUniversalTime(),
    };

    /// <summary>In normal form.</summary>
    public string? Url(string name)
    {
        if (Optional<string>(name) is not { } text) return null;
        if (UrlNormalForm.TryNormalise(text, out var url, out var error)) return url;
        Refuse(RefusalCodes.UrlMalformed, error, name);
        return null;
    }

    public Guid Reference(string name, ReferenceReader reader) => Read(values[name]!, reader, name);

    public Guid? OptionalReference(string name, ReferenceReader reader) =>
        values.TryGetValue(name, out var value) && value is not null ? Read(value, reader, name) : null;

    /// <summary>Empty when the field is absent or null.</summary>
    public IReadOnlyList<Guid> References(string name, ReferenceReader reader) => [.. List(name).Select((v, i) => Read(v, reader, $"{name}.{i}"))];

    /// <summary>A list of lists; empty when the field is absent or null.</summary>
    public IReadOnlyList<IReadOnlyList<Guid>> ReferenceLists(string name, ReferenceReader reader) =>
        [.. List(name).Select((list, i) => (IReadOnlyList<Guid>)[.. Items(list).Select((v, j) => Read(v, reader, $"{name}.{i}.{j}"))])];

    /// <summary>Positions of changes, by their ids; empty when the field is absent or null.</summary>
    public IReadOnlyList<long> Changes(string name) => [.. List(name).Select((v, i) =>
    {
        var text = Convert.ToString(v, CultureInfo.InvariantCulture)!;
        if (GlobalId.TryParse(text, out var id) && id.Type == "Change" && long.TryParse(id.Local, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return position;
        Refuse(ErrorCodes.InvalidId, "This is no id of a change.", $"{name}.{i}");
        return 0;
    })];

    public InputObject? Object(string name) => Optional<IDictionary<string, object?>>(name) is { } inner ? new(inner, Under(name), refusals) : null;

    public IReadOnlyList<InputObject> Objects(string name) =>
        [.. List(name).Select((v, i) => new InputObject((IDictionary<string, object?>)v, Under($"{name}.{i}"), refusals))];

    public void Refuse(string code, string message, string name) => refusals.Add(new(code, message, Under(name)));

    private Guid Read(object id, ReferenceReader reader, string name)
    {
        // The ID scalar takes whole numbers too.
        if (reader(Convert.ToString(id, CultureInfo.InvariantCulture)!, out var uuid) is { } problem) Refuse(problem.Code, problem.Message, name);
        return uuid;
    }

    private IEnumerable<object> List(string name) => values.TryGetValue(name, out var list) && list is not null ? Items(list) : [];

    private static IEnumerable<object> Items(object list) => ((System.Collections.IEnumerable)list).Cast<object>();

    private string Under(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
}
