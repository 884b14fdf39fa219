using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Archive;
using KnowledgeBase.Store.Imports;

namespace KnowledgeBase.Server.Files;

/// <summary>What is answered to an import: its report, whose errors have the form that all errors of the API have.</summary>
internal static class ImportAnswer
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    /// <param name="remaining">Records that the same file would go on with.</param>
    public static IResult Of(ImportReport report, ImportOptions options, long remaining)
    {
        var answer = new
        {
            ImportId = report.ImportId == Guid.Empty ? (Guid?)null : report.ImportId,
            report.Outcome,
            options.Format,
            DryRun = options.IsDryRun,
            report.Records,
            report.RecordedEvents,
            report.ResumedAfter,
            remaining,
            report.ErrorCount,
            Errors = report.Errors.Select(e => new { e.Message, Extensions = new { e.Code, e.Line, Argument = e.Path.Length == 0 ? null : e.Path } }),
            Unfit = report.Unfit.Select(u => new { u.What, u.Why, u.Count, u.FirstLine }),
        };
        return Results.Json(answer, Json, statusCode: StatusOf(report));
    }

    public static IResult Of(RestoreReport report) => Results.Json(new { Outcome = "RESTORED", Format = Exchange.Log.LogFormat.Name, report.Events, report.Before }, Json);

    public static IResult Of(UndoReport report)
    {
        var answer = new
        {
            ImportId = report.Import.Id,
            Outcome = report.Refused.Count > 0 ? "UNDONE_IN_PART" : "UNDONE",
            RecordedEvents = report.Events,
            Kept = report.Kept.Select(k => new { What = k.Key, Count = k.Value }),
            ErrorCount = report.Refused.Count,
            Errors = report.Refused.Take(Importer.MaxErrors).Select(r => new { r.Refusal.Message, Extensions = new { r.Refusal.Code, Command = r.Command.GetType().Name } }),
        };
        return Results.Json(answer, Json);
    }

    public static IResult Of(IEnumerable<ImportEntry> imports) => Results.Json(new { imports }, Json);

    /// <summary>What the client is to mend is 422, what others did meanwhile 409; what was skipped as asked for is no failure.</summary>
    private static int StatusOf(ImportReport report) => report.Outcome switch
    {
        ImportOutcome.Stopped => StatusCodes.Status409Conflict,
        ImportOutcome.Refused when report.Errors is [{ Code: ImportCodes.ImportRunning }] => StatusCodes.Status409Conflict,
        ImportOutcome.Refused => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status200OK,
    };
}
