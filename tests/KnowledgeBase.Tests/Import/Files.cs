using System.IO.Compression;
using System.Text;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Tests.Import;

/// <summary>Files for imports.</summary>
internal static class Files
{
    public static ImportFile Of(string text, string name = "lines.jsonl") => Of(Encoding.UTF8.GetBytes(text), name);

    public static ImportFile Of(byte[] bytes, string name = "lines.jsonl") => new(name, () => new MemoryStream(bytes));

    public static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    public static byte[] Zstandard(string text)
    {
        using var memory = new MemoryStream();
        using (var zstd = new ZstdSharp.CompressionStream(memory)) zstd.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    /// <summary>
    /// Organisations, and claims of their names, each by a source of its own which cites an earlier one: references from batch to batch.
    /// </summary>
    public static List<string> Chain(string prefix, int claims)
    {
        List<string> lines = [];
        for (var i = 0; i < claims; i++)
        {
            if (i % 100 == 0) lines.Add($$"""{"record":"entity","kind":"ORGANISATION","key":"{{prefix}}-{{i / 100}}","label":"{{prefix}}"}""");
            lines.Add($$"""{"record":"source","key":"{{prefix}}-{{i}}","kind":"ARTICLE","title":"Article {{i}}"}""");
            if (i > 0) lines.Add($$"""{"record":"citation","source":"{{prefix}}-{{i}}","cites":"{{prefix}}-{{i / 2}}","manner":"QUOTES"}""");
            lines.Add($$"""{"record":"claim","ref":"c{{i}}","subject":"organisation:{{prefix}}-{{i / 100}}","property":"Organisation.name","value":{"text":"Name {{i % 7}}","language":"en"},"stance":"REPORTS","source":"{{prefix}}-{{i}}"}""");
            if (i % 10 == 9) lines.Add($$"""{"record":"rank","claim":"c{{i - 9}}","rank":"DEPRECATED","reason":"Looked at."}""");
        }

        return lines;
    }

    public static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";
}
