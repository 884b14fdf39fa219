using System.Net.Http.Headers;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Store.Snapshots;

/// <summary>What snapshots may be.</summary>
/// <param name="MostBytes">Largest snapshot.</param>
public sealed record SnapshotSettings(int MostBytes = SnapshotSettings.UsualBytes)
{
    public const int UsualBytes = 1 << 20;
}

/// <summary>Reads the bytes of snapshots: what charset they are in, and what text a reader sees of them. Always the same of the same bytes.</summary>
public sealed class SnapshotReader(SnapshotSettings settings)
{
    private const string Plain = "text/plain";
    private const string Html = "text/html";

    /// <summary>What is refused has the place <c>mediaType</c> or <c>content</c>.</summary>
    public SnapshotReading Read(TakeSnapshot command)
    {
        if (command.Bytes.Length > settings.MostBytes) return Refuse(RefusalCodes.TooLong, $"At most {settings.MostBytes:N0} bytes, not {command.Bytes.Length:N0}.", "content");
        if (!MediaTypeHeaderValue.TryParse(command.MediaType, out var type) || type.MediaType?.ToLowerInvariant() is not (Plain or Html) || type.Parameters.Any(p => !IsCharset(p)))
        {
            return Refuse(RefusalCodes.SnapshotMediaType, $"A snapshot is {Plain} or {Html}, with or without a charset.", "mediaType");
        }

        var isHtml = string.Equals(type.MediaType, Html, StringComparison.OrdinalIgnoreCase);
        var charset = type.CharSet?.Trim('"').ToLowerInvariant();
        if (!Charsets.TryDecode(command.Bytes, charset, isHtml, out var decoded, out var error)) return Refuse(RefusalCodes.SnapshotUnreadable, error, "content");
        var (text, unseen) = isHtml ? HtmlText.Of(decoded) : (decoded, "");
        return string.IsNullOrWhiteSpace(text)
            ? Refuse(RefusalCodes.Empty, "There is no text in it that a reader could see.", "content")
            : new(charset is null ? type.MediaType!.ToLowerInvariant() : $"{type.MediaType!.ToLowerInvariant()};charset={charset}", text, [], unseen);
    }

    private static bool IsCharset(NameValueHeaderValue parameter) => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase);

    private static SnapshotReading Refuse(string code, string message, string path) => new("", "", [new(code, message, path)]);
}
