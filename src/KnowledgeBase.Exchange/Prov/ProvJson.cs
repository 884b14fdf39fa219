using System.Text.Json;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Prov;

/// <summary>The PROV-JSON serialisation (W3C member submission of 24 April 2013).</summary>
public sealed class ProvJson(ExportReader reader) : IExportFormat
{
    public string Name => "prov-json";

    /// <summary>The submission registers none of its own.</summary>
    public string MediaType => "application/json";

    public string Extension => ".prov.json";

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        await using var json = new Utf8JsonWriter(output, JsonLinesWriter.Options);
        json.WriteStartObject();
        json.WriteStartObject("prefix");
        // prov and xsd are known.
        foreach (var (prefix, iri) in ProvNames.Prefixes.Where(p => p.Prefix is not ("prov" or "xsd"))) json.WriteString(prefix, iri);
        json.WriteEndObject();
        ProvKind? section = null;
        var relations = 0L;
        await foreach (var record in new ProvDocument(view).RecordsAsync(cancellation))
        {
            if (section != record.Kind)
            {
                if (section is not null) json.WriteEndObject();
                json.WriteStartObject(NameOf(record.Kind));
                section = record.Kind;
            }

            json.WriteStartObject(record.Id ?? FormattableString.Invariant($"_:r{++relations}"));
            Write(json, record);
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024) await json.FlushAsync(cancellation);
        }

        if (section is not null) json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    private static void Write(Utf8JsonWriter json, ProvRecord record)
    {
        foreach (var (name, id) in record.Terms) json.WriteString($"prov:{name}", id);
        foreach (var (name, at) in record.Times) json.WriteString($"prov:{name}", Terms.Instant(at));
        foreach (var attribute in record.Attributes.GroupBy(a => a.Name))
        {
            var values = attribute.ToList();
            json.WritePropertyName(attribute.Key);
            if (values.Count > 1) json.WriteStartArray();
            foreach (var value in values) Value(json, value);
            if (values.Count > 1) json.WriteEndArray();
        }
    }

    private static void Value(Utf8JsonWriter json, ProvAttribute value)
    {
        if (ProvNames.Datatype(value.Kind) is null && value.Language is null)
        {
            json.WriteStringValue(value.Value);
            return;
        }

        json.WriteStartObject();
        json.WriteString("$", value.Value);
        if (ProvNames.Datatype(value.Kind) is { } type) json.WriteString("type", type);
        if (value.Language is { } language) json.WriteString("lang", language);
        json.WriteEndObject();
    }

    private static string NameOf(ProvKind kind) => kind switch
    {
        ProvKind.Entity => "entity",
        ProvKind.Activity => "activity",
        ProvKind.Agent => "agent",
        ProvKind.Generation => "wasGeneratedBy",
        ProvKind.Invalidation => "wasInvalidatedBy",
        ProvKind.Derivation => "wasDerivedFrom",
        ProvKind.Attribution => "wasAttributedTo",
        ProvKind.Association => "wasAssociatedWith",
        ProvKind.Specialization => "specializationOf",
        ProvKind.Alternate => "alternateOf",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such section."),
    };
}
