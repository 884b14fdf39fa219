using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Relay;

namespace KnowledgeBase.Tests.Errors;

/// <summary>Values that an argument or an input field cannot take, or that it may take and nothing answers to; and one that it takes.</summary>
internal static class BadValues
{
    private const int Nesting = 3;

    private static readonly string Nothing = new('0', 32);

    private static readonly string[] Texts = ["", " ", "\0", "a\0b", "nonsense", "'; drop table x; --", "%_\\", "\u202e\ufeff"];

    private static readonly string[] Ids =
    [
        // Of things that there are not, of other types, and of what is no id.
        .. new[] { "Claim", "Country", "Source", "Expulsion", "Person" }.Select(type => new GlobalId(type, Nothing).ToString()),
        new GlobalId("Change", "1").ToString(), new GlobalId("Change", "99999999999999999999").ToString(), new GlobalId("Nothing", Nothing).ToString(), "AAAA", "country:XX", "person:nobody",
    ];

    private static readonly string[] Dates = ["2021-02-30", "2021-13", "soon", "2022/2021", "10000", "-0001", "2021-01-01T00:00:00"];

    /// <summary>A megabyte.</summary>
    public static string Long { get; } = new('x', 1024 * 1024);

    /// <param name="type">Of an argument or an input field.</param>
    /// <param name="name">Its name.</param>
    public static IEnumerable<JsonNode?> Of(IGraphType type, string name, int depth = 0)
    {
        switch (type)
        {
            case NonNullGraphType required:
                return Of(required.ResolvedType!, name, depth).Prepend(null);
            case ListGraphType list:
                var items = Of(list.ResolvedType!, name, depth).Select(item => (JsonNode?)new JsonArray(item?.DeepClone()));
                return items.Append(new JsonArray([.. Enumerable.Range(0, 300).Select(_ => Good(list.ResolvedType!, name))])).Append(new JsonObject());
            case IInputObjectGraphType input:
                return OfObject(input, depth);
            case EnumerationGraphType:
                return Nodes("NOPE", "", 1, true);
            case BooleanGraphType:
                return Nodes("true", 1, new JsonObject());
            case IntGraphType:
                return Nodes(-1, 0, 101, int.MaxValue, int.MinValue, 2147483648L, "1", 1.5, true, new JsonArray(1, 2));
            case LongGraphType:
                return Nodes(-1, 0, long.MaxValue, 1e30, "1", 1.5);
            case DateTimeGraphType:
                return Nodes("yesterday", "", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2021-02-30T00:00:00Z", 1);
            default:
                return OfText(type.Name, name);
        }
    }

    /// <summary>A value that it takes, so that another argument's mistake is come to.</summary>
    public static JsonNode? Good(IGraphType type, string name) => type switch
    {
        NonNullGraphType required => Good(required.ResolvedType!, name),
        // Two: a relation is between so many.
        ListGraphType list => name is "between" ? new JsonArray("FR", "RU") : new JsonArray(Good(list.ResolvedType!, name)),
        EnumerationGraphType values => values.Values.First().Name,
        BooleanGraphType => true,
        IntGraphType or LongGraphType => 1,
        DateTimeGraphType => "2030-01-01T00:00:00Z",
        IInputObjectGraphType input => new JsonObject(input.Fields.Where(f => f.ResolvedType is NonNullGraphType && f.DefaultValue is null).Select(f => KeyValuePair.Create(f.Name, Good(f.ResolvedType!, f.Name)))),
        _ => type.Name switch
        {
            "EdtfDate" => "2020",
            "URL" => "https://example.org/",
            "CountryCode" => "FR",
            "ID" => name is "party" or "parties" ? "country:RU" : new GlobalId("Claim", Nothing).ToString(),
            _ => name is "key" ? "expulsion:fr-ru" : "person:nobody",
        },
    };

    private static IEnumerable<JsonNode?> OfText(string type, string name)
    {
        var special = (type, name) switch
        {
            (_, "after" or "before" or "cursor") => ["AAAA", "MTIz", "eyJhIjoxfQ", new string('A', 5_000)],
            ("ID", _) => Ids,
            ("EdtfDate", _) => Dates,
            ("CountryCode", _) => ["XX", "fr", "FRA"],
            ("URL", _) => ["ftp://a", "nowhere", "http://", "javascript:alert(1)"],
            _ => Array.Empty<string>(),
        };
        return Nodes([.. Texts, .. special, Long, 1.5, true, new JsonObject()]);
    }

    private static IEnumerable<JsonNode?> OfObject(IInputObjectGraphType input, int depth)
    {
        yield return "text";
        yield return new JsonObject { ["nothingOfTheKind"] = 1 };
        yield return new JsonArray(1, 2);
        if (depth >= Nesting) yield break;
        var good = (JsonObject)Good((IGraphType)input, "")!;
        if (input.Fields.Any(f => f.ResolvedType is NonNullGraphType)) yield return new JsonObject();
        foreach (var field in input.Fields)
        {
            // What a filter is made of is another filter: once is enough.
            if (field.ResolvedType!.GetNamedType() == input && depth > 0) continue;
            foreach (var bad in Of(field.ResolvedType!, field.Name, field.ResolvedType!.GetNamedType() == input ? Nesting : depth + 1))
            {
                var value = good.DeepClone().AsObject();
                value[field.Name] = bad?.DeepClone();
                // One of several: the one that is tried.
                if (input.IsOneOf) value = new JsonObject { [field.Name] = bad?.DeepClone() };
                yield return value;
            }
        }
    }

    private static IEnumerable<JsonNode?> Nodes(params object[] values) => values.Select(v => v is JsonNode node ? node : JsonValue.Create(v));
}
