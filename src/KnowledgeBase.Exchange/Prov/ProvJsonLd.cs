using System.Text.Json;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Prov;

/// <summary>The PROV-JSONLD serialisation (W3C member submission of 25 August 2024).</summary>
public sealed class ProvJsonLd(ExportReader reader) : IExportFormat
{
    private const string Context = "https://openprovenance.org/prov-jsonld/context.jsonld";

    public string Name => "prov-jsonld";

    public string MediaType => "application/ld+json";

    public string Extension => ".prov.jsonld";

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        await using var json = new Utf8JsonWriter(output, JsonLinesWriter.Options);
        json.WriteStartObject();
        json.WriteStartArray("@context");
        json.WriteStartObject();
        foreach (var (prefix, iri) in ProvNames.Prefixes) json.WriteString(prefix, iri);
        json.WriteEndObject();
        json.WriteStringValue(Context);
        json.WriteEndArray();
        json.WriteStartArray("@graph");
        await foreach (var record in new ProvDocument(view).RecordsAsync(cancellation))
        {
            json.WriteStartObject();
            json.WriteString("@type", record.Kind.ToString());
            if (record.Id is { } id) json.WriteString("@id", id);
            Write(json, record);
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024) await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    private static void Write(Utf8JsonWriter json, ProvRecord record)
    {
        foreach (var (name, term) in record.Terms) json.WriteString(name, term);
        foreach (var (name, at) in record.Times) json.WriteString(name, Terms.Instant(at));
        foreach (var attribute in record.Attributes.GroupBy(a => a.Name))
        {
            // The model's own attributes have no prefix here.
            json.WriteStartArray(attribute.Key.StartsWith("prov:", StringComparison.Ordinal) ? attribute.Key[5..] : attribute.Key);
            foreach (var value in attribute) Value(json, value);
            json.WriteEndArray();
        }
    }

    private static void Value(Utf8JsonWriter json, ProvAttribute value)
    {
        if (value is { Name: "prov:type", Kind: ProvValueKind.Name })
        {
            json.WriteStringValue(value.Value);
            return;
        }

        json.WriteStartObject();
        json.WriteString("@value", value.Value);
        if (ProvNames.Datatype(value.Kind) is { } type) json.WriteString("@type", type);
        if (value.Language is { } language) json.WriteString("@language", language);
        json.WriteEndObject();
    }
}
