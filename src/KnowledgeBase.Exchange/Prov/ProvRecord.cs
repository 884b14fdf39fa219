namespace KnowledgeBase.Exchange.Prov;

/// <summary>Kinds of statements of the PROV data model, as far as they are used here; in the order in which they are written.</summary>
public enum ProvKind
{
    Entity,
    Activity,
    Agent,
    Generation,
    Invalidation,
    Derivation,
    Attribution,
    Association,
    Specialization,
    Alternate,
}

/// <summary>One statement.</summary>
/// <param name="Id">A qualified name; null for a relation.</param>
/// <param name="Terms">What it is between, by the names that both serialisations have.</param>
/// <param name="Times">Likewise.</param>
/// <param name="Attributes">May have a name more than once.</param>
public sealed record ProvRecord(
    ProvKind Kind, string? Id, IReadOnlyList<(string Name, string Id)> Terms, IReadOnlyList<(string Name, DateTimeOffset At)> Times, IReadOnlyList<ProvAttribute> Attributes)
{
    public static ProvRecord Element(ProvKind kind, Guid id, IReadOnlyList<ProvAttribute> attributes, params IReadOnlyList<(string, DateTimeOffset)> times) =>
        new(kind, ProvNames.Of(id), [], times, attributes);

    /// <param name="second">May be unknown.</param>
    public static ProvRecord Relation(
        ProvKind kind, (string Name, Guid Id) first, (string Name, Guid? Id) second, IReadOnlyList<ProvAttribute> attributes, params IReadOnlyList<(string, DateTimeOffset)> times)
    {
        var terms = new List<(string, string)> { (first.Name, ProvNames.Of(first.Id)) };
        if (second.Id is { } id) terms.Add((second.Name, ProvNames.Of(id)));
        return new(kind, null, terms, times, attributes);
    }
}

public enum ProvValueKind
{
    Text,
    Name,
    Boolean,
    Integer,
    Address,
}

/// <param name="Name">A qualified name.</param>
/// <param name="Language">BCP 47, of a text; null for none.</param>
public sealed record ProvAttribute(string Name, string Value, ProvValueKind Kind = ProvValueKind.Text, string? Language = null)
{
    public static ProvAttribute Type(string name) => new("prov:type", name, ProvValueKind.Name);

    public static ProvAttribute Label(string text) => new("prov:label", text);
}

/// <summary>Qualified names.</summary>
internal static class ProvNames
{
    /// <summary>Prefixes that both serialisations declare.</summary>
    public static IReadOnlyList<(string Prefix, string Iri)> Prefixes { get; } =
    [
        ("id", Export.Iris.Things), ("kb", Export.Iris.Vocabulary), ("prov", "http://www.w3.org/ns/prov#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    public static string Of(Guid id) => $"id:{id:D}";

    public static string? Datatype(ProvValueKind kind) => kind switch
    {
        ProvValueKind.Name => "prov:QUALIFIED_NAME",
        ProvValueKind.Boolean => "xsd:boolean",
        ProvValueKind.Integer => "xsd:integer",
        ProvValueKind.Address => "xsd:anyURI",
        _ => null,
    };
}
