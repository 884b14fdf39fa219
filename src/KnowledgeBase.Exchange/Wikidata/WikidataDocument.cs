using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>An entity of a file, or what is wrong in its place.</summary>
/// <param name="Line">Where it begins.</param>
internal sealed record WikidataEntity(long Line, JsonElement Json, Refusal? Wrong = null);

/// <summary>
/// Finds the entities of a file: of a dump (an array, an entity a line), of JSON Lines, of an entity by itself, or of what Special:EntityData
/// and the API answer (<c>{"entities":{…}}</c>). It holds one line in memory; one document when it is spread over several lines.
/// </summary>
internal static class WikidataDocument
{
    /// <summary>Longest line and largest document; the largest items are a few million bytes.</summary>
    public const int MaxLength = 32 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async IAsyncEnumerable<WikidataEntity> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        MemoryStream? spread = null;
        var (began, isFirst) = (0L, true);
        await foreach (var line in LineReader.ReadAsync(input, cancellation, MaxLength))
        {
            if (line.Bytes is not { } bytes || spread?.Length + line.Bytes.Length > MaxLength)
            {
                yield return Bad(line.Number, ImportCodes.LineTooLong, $"A line, and an entity, has at most {MaxLength:N0} bytes.");
                if (spread is not null) yield break;
                continue;
            }

            if (line.Number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
            if (spread is not null)
            {
                spread.Write(bytes);
                spread.Write("\n"u8);
                continue;
            }

            var trimmed = Trimmed(bytes);
            if (trimmed.Length == 0)
            {
                // A dump: every line of it is whole, also one that is damaged.
                isFirst &= !bytes.AsSpan().Contains((byte)'[');
                continue;
            }

            var found = Parse(trimmed, line.Number, out var isOpen);
            if (isFirst && isOpen)
            {
                (spread, began) = (new(), line.Number);
                spread.Write(bytes);
                spread.Write("\n"u8);
                continue;
            }

            isFirst = false;
            foreach (var entity in found) yield return entity;
        }

        if (spread is null) yield break;
        foreach (var entity in Parse(spread.ToArray(), began, out _)) yield return entity;
    }

    /// <summary>Without the brackets and commas of a dump around it.</summary>
    private static byte[] Trimmed(byte[] line)
    {
        var text = line.AsSpan().Trim(" \t\r"u8);
        if (text.SequenceEqual("["u8) || text.SequenceEqual("]"u8)) return [];
        return [.. text.TrimEnd((byte)',').Trim(" \t"u8)];
    }

    /// <param name="isOpen">It may be the beginning of something.</param>
    private static List<WikidataEntity> Parse(byte[] bytes, long line, out bool isOpen)
    {
        isOpen = false;
        try
        {
            Strict.GetCharCount(bytes);
            using var document = JsonDocument.Parse(bytes);
            return [.. Entities(document.RootElement, line)];
        }
        catch (DecoderFallbackException)
        {
            return [Bad(line, ImportCodes.NotUtf8, "The line is not UTF-8.")];
        }
        catch (JsonException)
        {
            isOpen = bytes[0] is (byte)'{' or (byte)'[';
            return [Bad(line, ImportCodes.NotJson, "It is not JSON.")];
        }
    }

    private static IEnumerable<WikidataEntity> Entities(JsonElement json, long line)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray()) foreach (var entity in Entities(item, line)) yield return entity;
        }
        else if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("entities", out var entities) && entities.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            foreach (var entity in WikidataJson.Values(entities)) yield return new(line, entity.Clone());
        }
        else if (json.ValueKind == JsonValueKind.Object) yield return new(line, json.Clone());
        else yield return Bad(line, ImportCodes.NotJson, "An entity is one JSON object.");
    }

    private static WikidataEntity Bad(long line, string code, string message) => new(line, default, new(code, message));
}
