using System.Text.Json;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>Statements of FollowTheMoney, in one of their encodings.</summary>
public sealed class FtmStatements(FtmEncoding encoding, ExportReader reader, ExportSettings settings) : IExportFormat
{
    public string Name => encoding.Name;

    public string MediaType => encoding.MediaType;

    public string Extension => encoding.Extension;

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        await using var writer = encoding.WriteTo(output);
        await foreach (var group in new FtmExport(view, settings.Publisher).GroupsAsync(cancellation))
        {
            foreach (var statement in group.Statements) await writer.WriteAsync(statement, cancellation);
        }

        await writer.FinishAsync(cancellation);
    }
}

/// <summary>Entities of FollowTheMoney, a JSON object a line: every value that a source gives, whoever gives it.</summary>
public sealed class FtmEntities(ExportReader reader, ExportSettings settings) : IExportFormat
{
    public const string FormatName = "ftm-entities";

    public string Name => FormatName;

    public string MediaType => "application/json+ftm";

    public string Extension => ".ftm.json";

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        view.Report("statement.source", "An entity has all values together; which source gives which one is in the statements (ftm-csv).");
        await using var lines = new JsonLinesWriter(output);
        await foreach (var group in new FtmExport(view, settings.Publisher).GroupsAsync(cancellation)) await lines.WriteAsync(json => Write(json, group), cancellation);
        await lines.FinishAsync(cancellation);
    }

    private static void Write(Utf8JsonWriter json, FtmGroup group)
    {
        json.WriteString("id", group.Id);
        json.WriteString("caption", group.Caption);
        json.WriteString("schema", group.Schema);
        json.WriteStartObject("properties");
        foreach (var prop in group.Statements.Where(s => s.Prop != FtmStatement.IdProp).GroupBy(s => s.Prop)) Texts(json, prop.Key, prop.Select(s => s.Value));
        json.WriteEndObject();
        Texts(json, "referents", group.Referents);
        Texts(json, "datasets", group.Statements.Select(s => s.Dataset).Order(StringComparer.Ordinal));
        json.WriteString("first_seen", group.Statements.Min(s => s.FirstSeen));
        json.WriteString("last_seen", group.Statements.Max(s => s.LastSeen));
        json.WriteString("last_change", group.Statements.Max(s => s.FirstSeen));
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts.Distinct()) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
