using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Exchange.Log;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Transport;
using KnowledgeBase.Store.Archive;
using KnowledgeBase.Store.Imports;

namespace KnowledgeBase.Server.Files;

/// <summary>
/// <c>POST /import</c>: what <c>import</c> does on the command line, with the body for a file. A client that goes away ends it; the same body goes on
/// where it ended.
/// </summary>
internal sealed class ImportEndpoint(Importer importer, ImportRegister register, ArchiveRestorer restorer, TransferSlots slots, LimitOptions limits)
{
    // What a browser's form sends, and curl without being told otherwise, is no file.
    private static readonly string[] Forms = ["multipart/form-data", "application/x-www-form-urlencoded"];

    private static readonly string[] Encodings = ["gzip", "x-gzip", "zstd", "identity"];

    public async Task HandleAsync(HttpContext context)
    {
        var parameters = new Parameters(context.Request, "format", "onError", "dryRun");
        var format = parameters.Text("format") ?? JsonLinesFormat.FormatName;
        var options = new ImportOptions(EndpointRules.AuthorOf(context).Actor, parameters.Flag("dryRun"), parameters.Word("onError", "stop", "skip") == "skip", format);
        if (format == LogFormat.Name)
        {
            // It puts events under anybody's name into the log.
            EndpointRules.Require(context, Role.Administrator);
            if (parameters.Has("dryRun") || parameters.Has("onError")) throw Parameters.Wrong("format", "A log is restored whole, up to the first line that is not of it: without dryRun and onError.");
        }
        else if (!importer.Formats.Contains(format))
        {
            throw new TransportException(StatusCodes.Status400BadRequest, ImportCodes.UnknownFormat, $"There is no format {format}; there are {string.Join(", ", importer.Formats)} and {LogFormat.Name}.", "format");
        }

        RequireFile(context.Request);
        await slots.ImportAsync(context, async end =>
        {
            await using var file = await SpooledFile.ReceiveAsync(context.Request, limits.ImportBytes, end);
            await (await AnswerAsync(file, options, end)).ExecuteAsync(context);
        });
    }

    private async Task<IResult> AnswerAsync(SpooledFile file, ImportOptions options, CancellationToken cancellation)
    {
        try
        {
            if (options.Format == LogFormat.Name) return ImportAnswer.Of(await RestoreAsync(file, cancellation));
            var report = await importer.ImportAsync([new("the body", file.Open, limits.ImportInflatedBytes)], options, null, null, cancellation);
            var remaining = report.Outcome switch
            {
                ImportOutcome.Stopped => report.Records - ((await register.FindAsync(report.ImportId, cancellation))?.Records ?? 0),
                ImportOutcome.Refused or ImportOutcome.Checked => report.Records,
                _ => 0,
            };
            return ImportAnswer.Of(report, options, remaining);
        }
        catch (ArchiveException e)
        {
            throw new TransportException(e.Code == ArchiveCodes.LogDiffers ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity, e.Code, e.Message);
        }
        catch (FileTooLargeException e)
        {
            throw new TransportException(
                StatusCodes.Status413PayloadTooLarge, ErrorCodes.RequestTooLarge, $"There are more than {e.Most} bytes in the file (KnowledgeBase:Limits:ImportInflatedBytes).");
        }
        catch (Exception e) when (Compression.IsDamage(e))
        {
            throw new TransportException(StatusCodes.Status422UnprocessableEntity, ImportCodes.DamagedFile, "The compressed file is damaged or cut off.");
        }
    }

    private async Task<RestoreReport> RestoreAsync(SpooledFile file, CancellationToken cancellation)
    {
        await using var stream = await Compression.DecompressAsync(file.Open(), limits.ImportInflatedBytes, cancellation);
        return await restorer.RestoreAsync(LogFormat.ReadAsync(stream, cancellation), null, cancellation);
    }

    /// <summary>Compression is told by the first bytes; what a header says of it only must not be something else.</summary>
    private static void RequireFile(HttpRequest request)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        if (Forms.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new TransportException(
                StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, $"The body is the file itself, and {type} is a form. With curl: --request POST --upload-file FILE.");
        }

        foreach (var encoding in request.Headers.ContentEncoding.SelectMany(e => (e ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase)) continue;
            throw new TransportException(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, $"A body is plain, gzip or zstd, and not {encoding}.");
        }
    }
}
