using System.Text;
using System.Text.Json;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Exchange.Import;

/// <summary>Turns the bytes of one line into a command, or says what is wrong with them. Total: no bytes make it throw.</summary>
internal sealed class LineParser
{
    private const int MaxDepth = 16;

    // Duplicate properties are let through here, so that the record's fields can name them.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RecordParser records = new();

    /// <param name="command">Null when something is wrong, and for a record that commands nothing.</param>
    /// <returns>What is wrong.</returns>
    public IReadOnlyList<Refusal> Parse(byte[] bytes, bool isFirst, out object? command)
    {
        command = null;
        try
        {
            Utf8.GetCharCount(bytes);
            using var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return [new(ImportCodes.NotJson, "A line holds one JSON object.")];
            var fields = new RecordFields(document.RootElement);
            command = records.Parse(fields, isFirst);
            return fields.Wrong;
        }
        catch (DecoderFallbackException)
        {
            return [new(ImportCodes.NotUtf8, "The line is not UTF-8.")];
        }
        catch (JsonException e)
        {
            var at = e.BytePositionInLine is { } position ? $" at byte {position + 1}" : "";
            return [new(ImportCodes.NotJson, $"The line is not one JSON object of at most {MaxDepth} levels{at}.")];
        }
        catch (InvalidOperationException)
        {
            return [new(ImportCodes.NotJson, "A text in the line holds half of a surrogate pair, which is no character.")];
        }
    }
}
