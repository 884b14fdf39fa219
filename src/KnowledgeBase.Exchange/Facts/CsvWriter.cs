using System.Globalization;
using System.Text;

namespace KnowledgeBase.Exchange.Facts;

/// <summary>
/// Comma-separated values as RFC 4180 has them, for spreadsheets: UTF-8 with a byte order mark, lines ended by CRLF, a cell quoted where
/// it must be. A text that a spreadsheet would take for a formula gets an apostrophe in front, and the last column of the line,
/// <see cref="Guarded"/>, names the columns in which that was done, so that whoever reads the file can take it away again.
/// </summary>
public sealed class CsvWriter(TextWriter output, IReadOnlyList<string> columns)
{
    /// <summary>Name of the last column.</summary>
    public const string Guarded = "guarded";

    /// <summary>Excel takes a file without a byte order mark for one in the code page of the machine.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    private readonly List<string> guarded = [];
    private readonly StringBuilder line = new();
    private int column;

    public Task WriteHeaderAsync()
    {
        foreach (var name in columns.Append(Guarded)) Append(name);
        return EndAsync();
    }

    /// <summary>The next cell: a text, which may be anybody's.</summary>
    public CsvWriter Text(string? text)
    {
        if (text is null || !IsFormula(text)) return Append(text ?? "");
        guarded.Add(columns[column]);
        return Append($"'{text}");
    }

    /// <summary>The next cell: a number.</summary>
    public CsvWriter Number(long? number) => Append(number?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <summary>The next cell: true or false.</summary>
    public CsvWriter Flag(bool flag) => Append(flag ? "true" : "false");

    /// <exception cref="InvalidOperationException">The line has not a cell for every column.</exception>
    public Task EndLineAsync()
    {
        if (column != columns.Count) throw new InvalidOperationException($"The line has {column} cells, not {columns.Count}.");
        Append(string.Join(' ', guarded));
        return EndAsync();
    }

    /// <summary>Whether a spreadsheet would reckon with a cell: by what it begins with, also in the wide forms of East Asian writing.</summary>
    public static bool IsFormula(string text) => text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal);

    private CsvWriter Append(string cell)
    {
        if (column++ > 0) line.Append(',');
        if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0) line.Append(cell);
        else line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return this;
    }

    private async Task EndAsync()
    {
        line.Append("\r\n");
        foreach (var chunk in line.GetChunks()) await output.WriteAsync(chunk);
        line.Clear();
        guarded.Clear();
        column = 0;
    }
}
