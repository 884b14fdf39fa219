using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Archive;

namespace KnowledgeBase.Exchange.Log;

/// <summary>The log itself, from which the same base can be made again. It is what it is: it cannot be seen as we knew it at another time.</summary>
public sealed class LogExport(ArchiveReader archive) : IExportFormat
{
    public string Name => LogFormat.Name;

    public string MediaType => LogFormat.MediaType;

    public string Extension => ".log.jsonl";

    public Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation) => request.KnownAt is null
        ? LogFormat.WriteAsync(output, archive.ReadAsync(cancellation), cancellation)
        : throw new ArgumentException("The log is exported whole, not as it was known at another time.", nameof(request));
}
