using System.Text;

namespace KnowledgeBase.Tests.Export;

/// <summary>Reads comma-separated values to the letter of RFC 4180, and takes nothing else.</summary>
internal static class Csv
{
    public static List<List<string>> Read(string text)
    {
        var (lines, line, cell, at) = (new List<List<string>>(), new List<string>(), new StringBuilder(), 0);
        while (at < text.Length)
        {
            cell.Clear();
            at = text[at] == '"' ? Quoted(text, at + 1, cell) : Plain(text, at, cell);
            line.Add(cell.ToString());
            if (at == text.Length) throw new FormatException("The last line does not end.");
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            if (text[at] != '\r' || at + 1 == text.Length || text[at + 1] != '\n') throw new FormatException($"A cell ends with {(int)text[at]} at {at}.");
            at += 2;
            lines.Add(line);
            line = [];
        }

        return lines;
    }

    private static int Quoted(string text, int at, StringBuilder cell)
    {
        for (; ; at++)
        {
            if (text[at] != '"') cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
            else return at + 1;
        }
    }

    private static int Plain(string text, int at, StringBuilder cell)
    {
        for (; text[at] is not (',' or '\r'); at++) cell.Append(text[at] is '"' or '\n' ? throw new FormatException($"A bare {(int)text[at]} at {at}.") : text[at]);
        return at;
    }
}
