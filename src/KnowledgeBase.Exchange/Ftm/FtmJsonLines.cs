using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>A statement a line, as a JSON object with all of its members.</summary>
internal sealed class FtmJsonLines : FtmEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string Name => "ftm-jsonl";

    public override string MediaType => "application/jsonl";

    public override string Extension => ".statements.jsonl";

    public override async IAsyncEnumerable<FtmLine> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in LineReader.ReadAsync(input, cancellation))
        {
            if (line.Bytes is not { } bytes)
            {
                yield return new(line.Number, null, new(ImportCodes.LineTooLong, $"A line has at most {LineReader.MaxLength:N0} bytes."));
                continue;
            }

            if (line.Number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
            if (bytes.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            var statement = Read(bytes, out var wrong);
            yield return new(line.Number, statement, wrong);
        }
    }

    public override IFtmWriter WriteTo(Stream output) => new Writer(output);

    private static FtmStatement? Read(byte[] bytes, out Refusal? wrong)
    {
        try
        {
            Strict.GetCharCount(bytes);
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } json) return Read(json, out wrong);
            wrong = new(ImportCodes.NotJson, "A line holds one JSON object.");
        }
        catch (DecoderFallbackException)
        {
            wrong = new(ImportCodes.NotUtf8, "The line is not UTF-8.");
        }
        catch (JsonException)
        {
            wrong = new(ImportCodes.NotJson, "The line is not one JSON object.");
        }
        catch (InvalidOperationException)
        {
            wrong = new(ImportCodes.NotJson, "A text in the line holds half of a surrogate pair, which is no character.");
        }

        return null;
    }

    private static FtmStatement? Read(JsonElement json, out Refusal? wrong)
    {
        Refusal? found = null;
        string? Text(string name)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
            if (value.ValueKind == JsonValueKind.String) return value.GetString() is { Length: > 0 } text ? text : null;
            found ??= new(ImportCodes.WrongType, $"A text is expected, not {RecordFields.Name(value)}.", name);
            return null;
        }

        string Needed(string name)
        {
            if (Text(name) is { } text) return text;
            found ??= new(ImportCodes.MissingField, $"The member “{name}” is needed.", name);
            return "";
        }

        var statement = new FtmStatement(Needed("entity_id"), Needed("schema"), Needed("prop"), Needed("value"), Needed("dataset"))
        {
            CanonicalId = Text("canonical_id") ?? "", PropType = Text("prop_type"), Lang = Text("lang"), OriginalValue = Text("original_value"), Origin = Text("origin"),
            FirstSeen = Text("first_seen"), LastSeen = Text("last_seen"), Id = Text("id"),
            IsExternal = json.TryGetProperty("external", out var external) && external.ValueKind == JsonValueKind.True,
        };
        wrong = found;
        return found is null ? statement : null;
    }

    private sealed class Writer(Stream output) : IFtmWriter
    {
        private const int BufferedChars = 32 * 1024;

        private readonly StringBuilder text = new();

        public async ValueTask WriteAsync(FtmStatement s, CancellationToken cancellation)
        {
            var separator = '{';
            Member("canonical_id", s.CanonicalId);
            Member("entity_id", s.EntityId);
            Member("prop", s.Prop);
            Member("schema", s.Schema);
            Member("value", s.Value);
            Member("dataset", s.Dataset);
            Member("lang", s.Lang);
            Member("original_value", s.OriginalValue);
            Member("first_seen", s.FirstSeen);
            Member("last_seen", s.LastSeen);
            text.Append(",\"external\":").Append(s.IsExternal ? "true" : "false");
            Member("origin", s.Origin);
            Member("id", s.Id);
            text.Append("}\n");
            if (text.Length > BufferedChars) await WriteOutAsync(cancellation);

            void Member(string name, string? value)
            {
                text.Append(separator).Append('"').Append(name).Append("\":");
                separator = ',';
                if (value is null) text.Append("null");
                else JsonText.Append(text, value);
            }
        }

        public async Task FinishAsync(CancellationToken cancellation)
        {
            await WriteOutAsync(cancellation);
            await output.FlushAsync(cancellation);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task WriteOutAsync(CancellationToken cancellation)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.Clear();
        }
    }
}
