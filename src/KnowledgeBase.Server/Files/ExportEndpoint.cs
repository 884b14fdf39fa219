using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Exchange.Log;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.Server.Files;

/// <summary>
/// <c>GET /export/{format}</c>: what <c>export</c> does on the command line, written out as it is made. What fails in the midst ends the connection, so that
/// no part is taken for the whole.
/// </summary>
internal sealed partial class ExportEndpoint(IEnumerable<IExportFormat> formats, EndpointRules rules, TransferSlots slots)
{
    public Task ListAsync(HttpContext context)
    {
        _ = new Parameters(context.Request);
        var all = formats.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new { f.Name, f.MediaType, f.Extension, Role = RoleOf(f) });
        return Results.Json(new { formats = all }, ImportAnswer.Json).ExecuteAsync(context);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var format = Format(context);
        var parameters = new Parameters(context.Request, "knownAt", "compress");
        var at = KnownAt(parameters, format);
        // A file that stays compressed when it was saved, or, without being asked for, one whose bytes are compressed on the way.
        var compression = parameters.Word("compress", "none", "gzip", "zstd") is var asked and not "none" ? asked : null;
        var encoding = compression is null ? Encodings.Accepted(context.Request) : null;
        await slots.ExportAsync(context, end =>
        {
            Describe(context.Response, format, compression, encoding);
            return WriteAsync(context, format, at, compression ?? encoding, end);
        });
    }

    /// <summary>What does not fit the format. It is known when all of it was written, and there is no place in the file for it; so it is written to nowhere.</summary>
    public async Task UnfitAsync(HttpContext context)
    {
        var format = Format(context);
        var at = KnownAt(new Parameters(context.Request, "knownAt"), format);
        var unfit = new SortedDictionary<string, (long Count, string Why)>(StringComparer.Ordinal);
        await slots.ExportAsync(context, end => format.WriteAsync(Stream.Null, new(at, u => unfit[u.What] = (unfit.GetValueOrDefault(u.What).Count + 1, u.Why)), end));
        await Results.Json(new { Unfit = unfit.Select(u => new { What = u.Key, u.Value.Why, u.Value.Count }) }, ImportAnswer.Json).ExecuteAsync(context);
    }

    private IExportFormat Format(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["format"]!;
        var format = formats.FirstOrDefault(f => f.Name == name) ?? throw new TransportException(
            StatusCodes.Status404NotFound, ImportCodes.UnknownFormat, $"There is no format {name}; there are {string.Join(", ", formats.Select(f => f.Name).Order(StringComparer.Ordinal))}.");
        if (RoleOf(format) is { } role) EndpointRules.Require(context, role);
        return format;
    }

    /// <summary>The log has what was never meant to be shown: requests and their keys. All else is what anybody may read who may ask.</summary>
    private static Role? RoleOf(IExportFormat format) => format.Name == LogFormat.Name ? Role.Administrator : null;

    private static DateTimeOffset? KnownAt(Parameters parameters, IExportFormat format) => parameters.Text("knownAt") switch
    {
        null => null,
        _ when format.Name == LogFormat.Name => throw Parameters.Wrong("knownAt", "The log is exported whole, not as it was known at another time."),
        { } text when DateTimeOffset.TryParse(Plus().Replace(text, "$1+$2"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
        { } text => throw Parameters.Wrong("knownAt", $"“{text}” is no instant, such as 2026-11-17T09:00:00Z."),
    };

    // In an address a plus sign is a space.
    [GeneratedRegex(@"(T[0-9:.]+) ([0-9:]+)\z")]
    private static partial Regex Plus();

    private static void Describe(HttpResponse response, IExportFormat format, string? compression, string? encoding)
    {
        var about = format.Extension.StartsWith($".{format.Name}.", StringComparison.Ordinal) ? "" : $"-{format.Name}";
        response.ContentType = compression is null ? format.MediaType : $"application/{compression}";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"knowledgebase{about}{format.Extension}{Encodings.Extension(compression)}" }.ToString();
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        response.Headers.Append(HeaderNames.Vary, $"{HeaderNames.AcceptEncoding}, {HeaderNames.Authorization}, X-API-Key");
    }

    private async Task WriteAsync(HttpContext context, IExportFormat format, DateTimeOffset? at, string? compression, CancellationToken cancellation)
    {
        var output = new ExportBody(context.Response);
        try
        {
            // Without an end when it fails: disposing would write one.
            var packed = Encodings.Compress(compression, output);
            await format.WriteAsync(packed, new(at), cancellation);
            if (packed != output) await packed.DisposeAsync();
            await output.FinishAsync(cancellation);
        }
        catch (Exception failure) when (output.HasBegun)
        {
            rules.Break(context, failure);
        }
        catch
        {
            context.Response.Clear();
            throw;
        }
    }
}
