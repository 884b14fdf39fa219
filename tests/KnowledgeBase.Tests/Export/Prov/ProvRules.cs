using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Export.Prov;

/// <summary>
/// What the published schemas of PROV-JSON (2013) and PROV-JSONLD (2024) ask for, and of the data model that what a statement is between is declared, written down
/// as rules: no checker of them was found on npm.
/// </summary>
internal static partial class ProvRules
{
    private static readonly Dictionary<string, string> Sections = new()
    {
        ["entity"] = "Entity", ["activity"] = "Activity", ["agent"] = "Agent", ["wasGeneratedBy"] = "Generation", ["used"] = "Usage",
        ["wasInvalidatedBy"] = "Invalidation", ["wasDerivedFrom"] = "Derivation", ["wasAttributedTo"] = "Attribution",
        ["wasAssociatedWith"] = "Association", ["specializationOf"] = "Specialization", ["alternateOf"] = "Alternate",
    };

    /// <summary>Terms of each type: required, and, by kind of thing, what they name.</summary>
    private static readonly Dictionary<string, (string Name, string Of, bool Required)[]> Terms = new()
    {
        ["Entity"] = [], ["Activity"] = [], ["Agent"] = [],
        ["Generation"] = [("entity", "Entity", true), ("activity", "Activity", false)],
        ["Usage"] = [("activity", "Activity", true), ("entity", "Entity", false)],
        ["Invalidation"] = [("entity", "Entity", true), ("activity", "Activity", false)],
        ["Derivation"] = [("generatedEntity", "Entity", true), ("usedEntity", "Entity", true), ("activity", "Activity", false)],
        ["Attribution"] = [("entity", "Entity", true), ("agent", "Agent", true)],
        ["Association"] = [("activity", "Activity", true), ("agent", "Agent", false)],
        ["Specialization"] = [("specificEntity", "Entity", true), ("generalEntity", "Entity", true)],
        ["Alternate"] = [("alternate1", "Entity", true), ("alternate2", "Entity", true)],
    };

    private static readonly Dictionary<string, string[]> Times = new()
    {
        ["Activity"] = ["startTime", "endTime"], ["Generation"] = ["time"], ["Usage"] = ["time"], ["Invalidation"] = ["time"],
    };

    /// <summary>Reads PROV-JSON; throws where it breaks a rule.</summary>
    public static List<ProvStatement> ReadJson(JsonNode document)
    {
        var root = document.AsObject();
        var prefixes = root["prefix"]!.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!);
        Assert.All(prefixes, p => Assert.True(Uri.IsWellFormedUriString(p.Value, UriKind.Absolute), p.Value));
        // These two are declared by the format.
        var known = prefixes.Keys.Concat(["prov", "xsd"]).ToHashSet();
        var statements = new List<ProvStatement>();
        foreach (var (section, records) in root.Where(r => r.Key != "prefix"))
        {
            Assert.True(Sections.TryGetValue(section, out var type), $"There is no section {section}.");
            foreach (var (id, record) in records!.AsObject())
            {
                var isElement = Terms[type].Length == 0;
                Assert.True(isElement ? IsName(id, known) : id.StartsWith("_:", StringComparison.Ordinal) || IsName(id, known), id);
                var members = new List<(string, string)>();
                foreach (var (name, value) in record!.AsObject())
                {
                    Assert.True(IsName(name, known), name);
                    if (name.StartsWith("prov:", StringComparison.Ordinal) && (Terms[type].Any(t => t.Name == name[5..]) || Times.GetValueOrDefault(type, []).Contains(name[5..]))) members.Add((name[5..], (string)value!));
                    else members.AddRange((value is JsonArray many ? many.AsEnumerable() : [value]).Select(v => (name, JsonLiteral(v!, known))));
                }

                statements.Add(ProvStatement.Of(type, isElement ? id : null, members));
            }
        }

        return Checked(statements, known);
    }

    /// <summary>Reads PROV-JSONLD; throws where it breaks a rule.</summary>
    public static List<ProvStatement> ReadJsonLd(JsonNode document)
    {
        Assert.Equal(["@context", "@graph"], document.AsObject().Select(m => m.Key));
        var context = document["@context"]!.AsArray();
        Assert.Equal("https://openprovenance.org/prov-jsonld/context.jsonld", (string)context[^1]!);
        var known = context[0]!.AsObject().Select(p => p.Key).ToHashSet();
        return Checked([.. document["@graph"]!.AsArray().Select(r => JsonLdStatement(r!.AsObject(), known))], known);
    }

    private static ProvStatement JsonLdStatement(JsonObject record, HashSet<string> known)
    {
        var type = (string)record["@type"]!;
        Assert.True(Terms.ContainsKey(type), $"There is no type {type}.");
        var members = new List<(string, string)>();
        foreach (var (name, value) in record.Where(m => m.Key is not ("@type" or "@id")))
        {
            if (Terms[type].Any(t => t.Name == name) || Times.GetValueOrDefault(type, []).Contains(name))
            {
                members.Add((name, (string)value!));
                continue;
            }

            var isOwn = name is "type" or "label" or "value" or "location" or "role";
            Assert.True(isOwn || IsName(name, known), name);
            members.AddRange(value!.AsArray().Select(v => (isOwn ? $"prov:{name}" : name, JsonLdLiteral(name, v!, known))));
        }

        return ProvStatement.Of(type, (string?)record["@id"], members);
    }

    private static List<ProvStatement> Checked(List<ProvStatement> statements, HashSet<string> known)
    {
        var declared = statements.Where(s => s.Id is not null).GroupBy(s => s.Type).ToDictionary(g => g.Key, g => g.Select(s => s.Id!).ToList());
        Assert.All(declared.Values, ids => Assert.Equal(ids.Count, ids.Distinct().Count()));
        var byType = declared.ToDictionary(d => d.Key, d => d.Value.ToHashSet());
        // The data model: nothing is both an entity and an activity.
        Assert.Empty(byType["Entity"].Intersect(byType["Activity"]));
        foreach (var statement in statements)
        {
            Assert.Equal(Terms[statement.Type].Length == 0, statement.Id is not null);
            if (statement.Id is { } id) Assert.True(IsName(id, known), id);
            foreach (var (name, of, required) in Terms[statement.Type])
            {
                var term = statement[name];
                Assert.False(required && term is null, $"{statement} has no {name}.");
                Assert.True(term is null || byType[of].Contains(term), $"{statement}: {term} is no {of}.");
            }

            foreach (var time in Times.GetValueOrDefault(statement.Type, []).SelectMany(statement.All))
            {
                Assert.True(DateTimeOffset.TryParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), time);
            }
        }

        return statements;
    }

    private static string JsonLiteral(JsonNode value, HashSet<string> known)
    {
        if (value is not JsonObject literal) return Literal((string)value!, null, null, known);
        Assert.Empty(literal.Select(m => m.Key).Except(["$", "type", "lang"]));
        Assert.False(literal["type"] is null && literal["lang"] is null, literal.ToJsonString());
        return Literal((string)literal["$"]!, (string?)literal["type"], (string?)literal["lang"], known);
    }

    private static string JsonLdLiteral(string name, JsonNode value, HashSet<string> known)
    {
        if (value is not JsonObject literal) return Literal((string)value!, "prov:QUALIFIED_NAME", null, known);
        Assert.Empty(literal.Select(m => m.Key).Except(["@value", "@type", "@language"]));
        Assert.False(literal["@type"] is not null && literal["@language"] is not null, literal.ToJsonString());
        Assert.False(name == "label" && literal["@type"] is not null, literal.ToJsonString());
        return Literal((string)literal["@value"]!, (string?)literal["@type"], (string?)literal["@language"], known);
    }

    private static string Literal(string text, string? type, string? language, HashSet<string> known)
    {
        Assert.True(type is null || IsName(type, known), type);
        if (type == "prov:QUALIFIED_NAME") Assert.True(IsName(text, known), text);
        if (type == "xsd:integer") Assert.True(long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), text);
        if (type == "xsd:boolean") Assert.True(text is "true" or "false", text);
        if (type == "xsd:anyURI") Assert.True(Uri.TryCreate(text, UriKind.Absolute, out _), text);
        return new JsonArray(text, type, language).ToJsonString();
    }

    private static bool IsName(string name, HashSet<string> prefixes) => Name().Match(name) is { Success: true } match && prefixes.Contains(match.Groups[1].Value);

    [GeneratedRegex("^([A-Za-z0-9_-]+):[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    private static partial Regex Name();
}
