using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>Statements as a table. Columns are found by their names, in whatever order they come.</summary>
public abstract class FtmTable : FtmEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string MediaType => "text/csv; charset=utf-8; header=present";

    /// <summary>In the order in which they are written.</summary>
    protected abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Columns of a file whose first line is not their names; null when there is no such file.</summary>
    protected virtual IReadOnlyList<string>? ColumnsWithoutHeader => null;

    protected abstract CsvQuoting Quoting { get; }

    /// <summary>The cells of a statement, in the order of the columns.</summary>
    protected abstract IEnumerable<string?> Write(FtmStatement statement);

    /// <param name="row">A cell by its column; null when it is empty or there is no such column.</param>
    /// <param name="wrong">What is wrong, when null is returned.</param>
    protected abstract FtmStatement? Read(Func<string, string?> row, out Refusal? wrong);

    public override async IAsyncEnumerable<FtmLine> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        CsvMalformedReason? malformed = null;
        using var csv = CsvReader.Create(input, new CsvReaderOptions
        {
            Separator = ',', HasHeader = false, DetectSeparatorHint = false, TrackLineNumbers = true, MaxRecordSize = MaxLength,
            OnMalformedRecord = m => malformed = m.Reason,
        }, leaveOpen: true);
        Dictionary<string, int>? columns = null;
        for (; ; malformed = null)
        {
            var (isThere, line, broken) = (false, 0L, (Refusal?)null);
            try
            {
                isThere = await csv.ReadAsync(cancellation);
                line = isThere ? csv.LineNumber : 0;
            }
            catch (CsvFormatException e)
            {
                (line, broken) = (Math.Max(1, e.LineNumber), new(ImportCodes.LineTooLong, $"A record has at most {MaxLength:N0} bytes. Is a quotation mark never closed?"));
            }

            if (broken is not null) yield return new(line, null, broken);
            if (!isThere) yield break;
            if (malformed is { } reason)
            {
                yield return new(line, null, new(RefusalCodes.Malformed, $"The line breaks the rules of CSV: {Words(reason)}."));
                continue;
            }

            if (Cells(csv) is not { } cells)
            {
                yield return new(line, null, new(ImportCodes.NotUtf8, "The line is not UTF-8."));
                continue;
            }

            if (columns is null)
            {
                var isHeader = cells.Contains("entity_id") && cells.Contains("prop");
                if ((isHeader ? cells : ColumnsWithoutHeader) is not { } names)
                {
                    yield return new(line, null, new(ImportCodes.UnknownFormat, $"The first line names the columns, among them {string.Join(", ", Columns)}."));
                    yield break;
                }

                columns = names.Select((name, i) => (name, i)).GroupBy(c => c.name).ToDictionary(g => g.Key, g => g.First().i);
                if (isHeader) continue;
            }

            if (cells.Count < columns.Count)
            {
                yield return new(line, null, new(ImportCodes.MissingField, $"The line has {cells.Count} cells, and there are {columns.Count} columns."));
                continue;
            }

            var statement = Read(name => columns.TryGetValue(name, out var i) && cells[i].Length > 0 ? cells[i] : null, out var wrong);
            yield return new(line, statement, wrong);
        }
    }

    public override IFtmWriter WriteTo(Stream output) => new Writer(output, this);

    /// <summary>The refusal of a cell that is needed and empty.</summary>
    protected static Refusal Needed(string column) => new(ImportCodes.MissingField, $"The column “{column}” is needed.", column);

    private static List<string>? Cells(CsvReader csv)
    {
        try
        {
            var cells = new List<string>(csv.FieldCount);
            for (var i = 0; i < csv.FieldCount; i++) cells.Add(Strict.GetString(csv.GetSpan(i)));
            return cells;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Words(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quotation mark stands in a cell that is not quoted",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quotation mark",
        CsvMalformedReason.UnterminatedQuote => "a quotation mark is never closed",
        _ => reason.ToString(),
    };

    private sealed class Writer : IFtmWriter
    {
        private readonly FtmTable table;
        private readonly CsvWriter csv;
        private bool hasBegun;

        public Writer(Stream output, FtmTable table)
        {
            this.table = table;
            csv = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n", Quoting = table.Quoting }, leaveOpen: true);
        }

        public async ValueTask WriteAsync(FtmStatement statement, CancellationToken cancellation)
        {
            if (!hasBegun) await RowAsync(table.Columns, cancellation);
            hasBegun = true;
            await RowAsync(table.Write(statement), cancellation);
        }

        public async Task FinishAsync(CancellationToken cancellation)
        {
            if (!hasBegun) await RowAsync(table.Columns, cancellation);
            hasBegun = true;
            await csv.FlushAsync(cancellation);
        }

        public ValueTask DisposeAsync() => csv.DisposeAsync();

        private ValueTask RowAsync(IEnumerable<string?> cells, CancellationToken cancellation)
        {
            foreach (var cell in cells) csv.WriteField(cell);
            return new(csv.EndRecordAsync(cancellation).AsTask());
        }
    }
}
