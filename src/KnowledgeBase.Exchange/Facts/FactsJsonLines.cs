using System.Text.Json;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Facts;

/// <summary>What the base accepts, as JSON Lines: a line about the file, then one for each fact.</summary>
public sealed class FactsJsonLines(ExportReader reader) : IExportFormat
{
    public string Name => "facts-jsonl";

    public string MediaType => "application/jsonl";

    public string Extension => ".jsonl";

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        await using var lines = new JsonLinesWriter(output);
        await lines.WriteAsync(json => About(json, view), cancellation);
        await foreach (var page in view.FactsAsync(cancellation))
        {
            foreach (var fact in page.Facts) await lines.WriteAsync(json => Write(json, fact, page), cancellation);
        }

        await lines.FinishAsync(cancellation);
    }

    private static void About(Utf8JsonWriter json, ExportView view)
    {
        json.WriteString("record", "about");
        json.WriteString("format", "facts");
        json.WriteNumber("version", 1);
        json.WriteNumber("position", view.Lens.At!.Value);
        if (view.KnownAt is { } instant) json.WriteString("knownAt", Terms.Instant(instant));
    }

    private static void Write(Utf8JsonWriter json, ExportedFact fact, FactPage page)
    {
        var (row, resolved) = (fact.Row, fact.Fact);
        var subject = page.Entities[row.Subject];
        json.WriteString("record", "fact");
        json.WriteString("subject", Terms.Reference(subject));
        json.WriteString("subjectId", subject.Id);
        json.WriteString("label", subject.Label);
        json.WriteString("property", fact.Property.Name);
        json.WriteString("status", Terms.Of(row.Status));
        if (resolved.Accepted is { } accepted)
        {
            FactJson.Value(json, accepted.Value, page);
            if (row.ValueSince is { } since && page.Changes.TryGetValue(since, out var change)) json.WriteString("acceptedSince", Terms.Instant(change.RecordedAt));
        }

        FactJson.Corroboration(json, resolved.Corroboration, fact);
        json.WriteStartArray("why");
        foreach (var reason in resolved.Why)
        {
            json.WriteStartObject();
            json.WriteString("step", Terms.Of(reason.Kind));
            json.WriteString("text", reason.Text);
            json.WriteBoolean("decisive", reason.IsDecisive);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FactJson.Claims(json, "supportedBy", resolved.Accepted?.SupportedBy ?? [], fact);
        FactJson.Claims(json, "contradictedBy", resolved.Accepted?.ContradictedBy ?? resolved.Denials, fact);
        FactJson.Claims(json, "neutral", resolved.Neutral, fact);
        FactJson.Claims(json, "leftOut", resolved.LeftOut, fact);
        json.WriteStartArray("alternatives");
        foreach (var rival in resolved.Alternatives)
        {
            json.WriteStartObject();
            FactJson.Value(json, rival.Value, page);
            FactJson.Corroboration(json, rival.Corroboration, fact);
            FactJson.Claims(json, "supportedBy", rival.SupportedBy, fact);
            FactJson.Claims(json, "contradictedBy", rival.ContradictedBy, fact);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
