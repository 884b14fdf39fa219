using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Exchange.Import;

/// <summary>The lines of one import, as they are read: their commands, what is wrong with them, and the digest of all of them.</summary>
internal sealed class ImportReading : IDisposable
{
    private static readonly Guid Namespace = new("5d1a4b0e-8f3c-4a5e-9f57-3c0c1e2a7b64");

    private readonly LineParser parser = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<(string File, int Line)> places = [];

    public int Lines { get; private set; }

    public List<Step> Steps { get; } = [];

    public ErrorList Errors { get; } = new(JsonLinesImporter.MaxErrors);

    public void Dispose() => hash.Dispose();

    public void Read(string file, RawLine line)
    {
        if (line.Bytes is not { } bytes)
        {
            Lines++;
            Errors.Add(new(file, line.Number, ImportCodes.LineTooLong, "", $"A line has at most {LineReader.MaxLength:N0} bytes."));
            return;
        }

        if (line.Number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
        if (bytes.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0) return;
        Lines++;
        hash.AppendData(bytes);
        hash.AppendData("\n"u8);
        var refused = parser.Parse(bytes, line.Number == 1, out var command);
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
        var path = dot < 0 ? "" : Places.InRecord(Steps[step].Command, refusal.Path[(dot + 1)..]);
        Errors.Add(new(places[step].File, places[step].Line, refusal.Code, path, refusal.Message));
    }

    /// <summary>SHA-256 of the lines: neither of blank ones and line ends, nor of the files' names. Called once, when all are read.</summary>
    public string Digest() => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>The same lines are the same import.</summary>
    public static Guid IdOf(string digest) => NameBasedUuid.Create(Namespace, digest);
}
