using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeBase.Exchange.Export;

/// <summary>Writes objects, each on a line of its own.</summary>
public sealed class JsonLinesWriter : IAsyncDisposable
{
    /// <summary>Written out when there is more.</summary>
    private const int BufferedBytes = 64 * 1024;

    private readonly Stream output;
    private readonly ArrayBufferWriter<byte> buffer = new(2 * BufferedBytes);
    private readonly Utf8JsonWriter json;

    public JsonLinesWriter(Stream output)
    {
        this.output = output;
        json = new(buffer, Options);
    }

    /// <summary>Letters of all languages as they are: what is written is a file, not a part of a page.</summary>
    internal static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="members">Writes the members of the object.</param>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask WriteAsync(Action<Utf8JsonWriter> members, CancellationToken cancellation)
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
        if (buffer.WrittenCount < BufferedBytes) return;
        await output.WriteAsync(buffer.WrittenMemory, cancellation);
        buffer.ResetWrittenCount();
    }

    /// <summary>Writes out what is left, unless it broke off.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(buffer.WrittenMemory, cancellation);
        buffer.ResetWrittenCount();
        await output.FlushAsync(cancellation);
    }

    public ValueTask DisposeAsync() => json.DisposeAsync();
}
