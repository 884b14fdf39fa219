using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Facts;

/// <summary>The parts of a fact as JSON.</summary>
internal static class FactJson
{
    /// <summary>A value in words, and what it is for a program.</summary>
    public static void Value(Utf8JsonWriter json, Value value, FactPage page)
    {
        json.WriteStartObject("value");
        json.WriteString("kind", Terms.Of(value.Kind));
        json.WriteString("text", Terms.InWords(value, page.Entities));
        switch (value)
        {
            case TextValue { Language: { } language }:
                json.WriteString("language", language);
                break;
            case EntityValue v:
                json.WriteString("entity", Terms.Reference(page.Entities[v.EntityId]));
                json.WriteString("entityId", v.EntityId);
                break;
            case HeadcountValue v:
                json.WriteNumber("min", v.Headcount.Min);
                if (v.Headcount.Max is { } max) json.WriteNumber("max", max);
                break;
            case DateValue v:
                if (v.Date.Earliest is { } earliest) json.WriteString("earliest", Days.Of(earliest));
                if (v.Date.Latest is { } latest) json.WriteString("latest", Days.Of(latest));
                break;
            case NumberValue v:
                json.WriteNumber("number", v.Number);
                break;
        }

        json.WriteEndObject();
    }

    public static void Corroboration(Utf8JsonWriter json, Corroboration corroboration, ExportedFact fact)
    {
        json.WriteStartObject("corroboration");
        json.WriteNumber("namedRoots", corroboration.NamedRoots);
        json.WriteNumber("unattributedRoots", corroboration.UnattributedRoots);
        json.WriteNumber("unresolvedClaims", corroboration.UnresolvedClaims);
        json.WriteString("independence", Terms.Of(corroboration.Independence));
        json.WriteBoolean("circular", corroboration.IsCircular);
        json.WriteBoolean("anachronistic", corroboration.IsAnachronistic);
        json.WriteStartArray("roots");
        foreach (var root in corroboration.Roots)
        {
            var source = fact.Source(root.SourceId);
            json.WriteStartObject();
            json.WriteString("source", source.Key);
            json.WriteString("title", source.Title);
            json.WriteString("kind", Terms.Of(root.Kind));
            json.WriteNumber("group", root.Group);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>In the order in which they were recorded.</summary>
    public static void Claims(Utf8JsonWriter json, string name, IEnumerable<Evidence> claims, ExportedFact fact)
    {
        json.WriteStartArray(name);
        foreach (var evidence in claims.OrderBy(e => e.RecordedAt))
        {
            json.WriteStartObject();
            json.WriteString("claim", evidence.ClaimId);
            json.WriteString("source", fact.Source(evidence.Start.SourceId).Key);
            json.WriteString("stance", Terms.Of(evidence.Stance));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
