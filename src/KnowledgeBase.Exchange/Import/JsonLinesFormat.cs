using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.Exchange.Import;

/// <summary>The project's own format of records, one JSON object a line (docs/import-format.md).</summary>
public sealed class JsonLinesFormat : IImportFormat
{
    public const string FormatName = "jsonl";

    private readonly LineParser parser = new();

    public string Name => FormatName;

    public string PlaceOf(object command, string path) => Places.InRecord(command, path);

    public async IAsyncEnumerable<ImportRecord> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in LineReader.ReadAsync(input, cancellation))
        {
            if (line.Bytes is not { } bytes)
            {
                yield return Wrong(line.Number, [new(ImportCodes.LineTooLong, $"A line has at most {LineReader.MaxLength:N0} bytes.")]);
                continue;
            }

            if (line.Number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
            if (bytes.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            var refused = parser.Parse(bytes, line.Number == 1, out var command);
            yield return refused.Count > 0 ? Wrong(line.Number, refused) : new(line.Number, command is null ? [] : [command], [], []);
        }
    }

    private static ImportRecord Wrong(long line, IReadOnlyList<Refusal> refusals) => new(line, [], refusals, []);
}
