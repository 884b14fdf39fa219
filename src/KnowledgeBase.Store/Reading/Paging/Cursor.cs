using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace KnowledgeBase.Store.Reading.Paging;

/// <summary>A place in an ordered list: the ordering and an item's values for it. Opaque to clients (base64url).</summary>
public sealed record Cursor(IReadOnlyList<string> Values)
{
    private const int LongestText = 8_000;

    public string Write(string ordering) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Values.Prepend(ordering)));

    /// <summary>False when the text is not a cursor, or a cursor of another ordering.</summary>
    public static bool TryRead(string text, Ordering ordering, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > LongestText || !Base64Url.IsValid(text)) return false;
        string?[]? parts;
        try
        {
            parts = JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(text));
        }
        catch (JsonException)
        {
            return false;
        }

        if (parts is null || parts.Length != ordering.Terms.Count + 1 || parts[0] != ordering.Name) return false;
        for (var i = 0; i < ordering.Terms.Count; i++)
        {
            if (parts[i + 1] is not { } value || !ordering.Terms[i].Accepts(value)) return false;
        }

        cursor = new([.. parts.Skip(1)!]);
        return true;
    }
}
