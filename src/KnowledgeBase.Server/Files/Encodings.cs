using KnowledgeBase.Exchange;

namespace KnowledgeBase.Server.Files;

/// <summary>gzip and Zstandard, by the names that HTTP has for them.</summary>
internal static class Encodings
{
    private static readonly string[] Names = ["zstd", "gzip"];

    /// <summary>The first of ours that the client takes; null when it takes none, and what is written is sent as it is.</summary>
    public static string? Accepted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Names.FirstOrDefault(name => accepted.Any(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0));
    }

    /// <summary>Compresses into a stream; the stream itself when nothing is asked for.</summary>
    public static Stream Compress(string? name, Stream output) => name is null ? output : Compression.For(Extension(name), output);

    /// <summary>Of files.</summary>
    public static string Extension(string? name) => name switch
    {
        "gzip" => ".gz",
        "zstd" => ".zst",
        _ => "",
    };
}
