using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Exchange.Import;

/// <param name="Actor">Who imports.</param>
/// <param name="IsDryRun">Only the lines themselves are checked; nothing is recorded.</param>
public sealed record ImportOptions(string Actor, bool IsDryRun = false);

/// <summary>
/// Imports files of the project's own format (docs/import-format.md), whole or not at all: every line is read and checked
/// before anything is recorded, and everything is recorded in one transaction. It holds the import's commands in memory.
/// </summary>
public sealed class JsonLinesImporter(Recorder recorder)
{
    /// <summary>How many errors a report lists; it counts all of them.</summary>
    public const int MaxErrors = 1_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Imports the files as one, in their order.</summary>
    public async Task<ImportReport> ImportAsync(IEnumerable<ImportFile> files, ImportOptions options, CancellationToken cancellation = default)
    {
        var import = new Import(Guid.CreateVersion7());
        foreach (var file in files)
        {
            await using var stream = file.Open();
            await foreach (var line in LineReader.ReadAsync(stream, cancellation)) import.Read(file.Name, line);
        }

        if (import.Errors.Count > 0 || options.IsDryRun || import.Steps.Count == 0) return import.Report(0);
        var result = await recorder.RecordAsync(new(options.Actor, ImportId: import.Id), import.Steps, cancellation: cancellation);
        foreach (var refusal in result.Refusals) import.Refuse(refusal);
        return import.Report(result.Changes.Count);
    }

    private sealed class Import(Guid id)
    {
        private readonly RecordParser parser = new();
        private readonly List<(string File, int Line)> places = [];
        private int lines;

        public Guid Id => id;

        public List<Step> Steps { get; } = [];

        public List<ImportError> Errors { get; } = [];

        public ImportReport Report(int recorded) => new(id, lines, recorded, [.. Errors.Take(MaxErrors)], Errors.Count);

        public void Read(string file, RawLine line)
        {
            if (line.Bytes is not { } bytes)
            {
                lines++;
                Errors.Add(new(file, line.Number, ImportCodes.LineTooLong, "", $"A line has at most {LineReader.MaxLength:N0} bytes."));
                return;
            }

            if (line.Number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
            if (bytes.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r')) return;
            lines++;
            var refused = Parse(bytes, line.Number == 1, out var command);
            foreach (var wrong in refused) Errors.Add(new(file, line.Number, wrong.Code, wrong.Path, wrong.Message));
            if (command is null) return;
            Steps.Add(new(command, places.Count.ToString(CultureInfo.InvariantCulture)));
            places.Add((file, line.Number));
        }

        /// <summary>What the domain refuses names the step; the report names its line.</summary>
        public void Refuse(Refusal refusal)
        {
            var dot = refusal.Path.IndexOf('.', StringComparison.Ordinal);
            var step = int.Parse(dot < 0 ? refusal.Path : refusal.Path[..dot], CultureInfo.InvariantCulture);
            Errors.Add(new(places[step].File, places[step].Line, refusal.Code, dot < 0 ? "" : refusal.Path[(dot + 1)..], refusal.Message));
        }

        private IReadOnlyList<Refusal> Parse(byte[] bytes, bool isFirst, out object? command)
        {
            command = null;
            try
            {
                Utf8.GetCharCount(bytes);
                using var document = JsonDocument.Parse(bytes, Strict);
                if (document.RootElement.ValueKind != JsonValueKind.Object) return [new(ImportCodes.NotJson, "A line holds one JSON object.")];
                var fields = new RecordFields(document.RootElement);
                command = parser.Parse(fields, isFirst);
                return fields.Wrong;
            }
            catch (DecoderFallbackException)
            {
                return [new(ImportCodes.NotUtf8, "The line is not UTF-8.")];
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // InvalidOperationException: a text with half of a surrogate pair, which no text can hold.
                var at = e is JsonException { BytePositionInLine: { } position } ? $" at byte {position + 1}" : "";
                return [new(ImportCodes.NotJson, $"The line is not JSON{at}.")];
            }
        }
    }
}
