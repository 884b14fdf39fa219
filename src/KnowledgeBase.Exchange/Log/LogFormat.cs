using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Archive;

namespace KnowledgeBase.Exchange.Log;

/// <summary>The whole base as JSON Lines, without a loss (docs/log-format.md).</summary>
public static class LogFormat
{
    public const string Name = "log";
    public const string MediaType = "application/jsonl";

    /// <summary>A snapshot of the largest size, in base 64, with its text.</summary>
    private const int LongestLine = 96 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameRecords } },
    };

    public static async Task WriteAsync(Stream output, IAsyncEnumerable<ArchiveRecord> records, CancellationToken cancellation)
    {
        await foreach (var record in records.WithCancellation(cancellation))
        {
            await JsonSerializer.SerializeAsync(output, record, Json, cancellation);
            await output.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }

    /// <exception cref="ArchiveException">A line is not one of an archive; the message has its number.</exception>
    public static async IAsyncEnumerable<ArchiveRecord> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in LineReader.ReadAsync(input, cancellation, LongestLine))
        {
            yield return line.Bytes is { } bytes ? Parse(bytes, line.Number) : throw Wrong(line.Number, $"it has more than {LongestLine:N0} bytes");
        }
    }

    private static ArchiveRecord Parse(byte[] bytes, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<ArchiveRecord>(bytes, Json) ?? throw Wrong(number, "it is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Wrong(number, e is JsonException { Path: { } path } ? $"it is not one at {path}" : "it is not JSON of that form");
        }
    }

    private static ArchiveException Wrong(int number, string why) => new(ArchiveCodes.NotAnArchive, $"Line {number} is no line of an archive: {why}.");

    private static void NameRecords(JsonTypeInfo type)
    {
        if (type.Type != typeof(ArchiveRecord)) return;
        type.PolymorphismOptions = new()
        {
            TypeDiscriminatorPropertyName = "record",
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
            DerivedTypes =
            {
                new(typeof(ArchiveHead), "log"), new(typeof(ArchivedContent), "content"), new(typeof(ArchivedEvent), "event"), new(typeof(ArchivedSeal), "seal"),
                new(typeof(ArchivedReceipt), "receipt"), new(typeof(ArchivedImport), "import"), new(typeof(ArchiveEnd), "end"),
            },
        };
    }
}
