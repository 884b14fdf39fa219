using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeBase.Exchange.Import;

/// <summary>Keeps the errors of an import in a file, one JSON object a line. It goes on with the file of a run that was killed.</summary>
public sealed class ErrorFile(string path) : IErrorSink, IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? file;

    public async ValueTask BeginAsync(long afterRecord, CancellationToken cancellation)
    {
        var end = afterRecord > 0 && File.Exists(path) ? await EndOfAsync(afterRecord, cancellation) : 0;
        file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(end);
        file.Seek(0, SeekOrigin.End);
    }

    public async ValueTask AddAsync(long record, ImportError error, CancellationToken cancellation)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new Entry(record, error.File, error.Line, error.Code, error.Path, error.Message), Json);
        await Begun.WriteAsync(line, cancellation);
        await Begun.WriteAsync("\n"u8.ToArray(), cancellation);
    }

    public ValueTask FlushAsync(CancellationToken cancellation)
    {
        file?.Flush(flushToDisk: true);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null) await file.DisposeAsync();
    }

    private FileStream Begun => file ?? throw new InvalidOperationException("The file of errors was not begun.");

    /// <summary>Length of what tells of records up to one; a half-written last line is not part of it.</summary>
    private async Task<long> EndOfAsync(long record, CancellationToken cancellation)
    {
        await using var read = File.OpenRead(path);
        var end = 0L;
        await foreach (var line in LineReader.ReadAsync(read, cancellation))
        {
            if (line.Bytes is not { } bytes || Parse(bytes) is not { } kept || kept.Record > record || end + bytes.Length >= read.Length) break;
            end += bytes.Length + 1;
        }

        return end;
    }

    private static Entry? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(Encoding.UTF8.GetString(bytes), Json);
        }
        catch (JsonException)
        {
            // Killed while it was written.
            return null;
        }
    }

    private sealed record Entry(long Record, string File, long Line, string Code, string Path, string Message);
}
