using KnowledgeBase.Store.Access;

namespace KnowledgeBase.Server.Access;

/// <summary>Keys as requests carry them: <c>Authorization: Bearer kb_…</c>, or <c>X-API-Key: kb_…</c>.</summary>
internal static class SentKeys
{
    public const string Header = "X-API-Key";

    private const string Bearer = "Bearer ";

    public static bool IsIn(HttpRequest request) => request.Headers.ContainsKey(Header) || InAuthorization(request) is not null;

    /// <summary>Null when there is not exactly one.</summary>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var keys)) return InAuthorization(request);
        return keys.Count == 1 && request.Headers.Authorization.Count == 0 ? keys[0]?.Trim() : null;
    }

    // Tokens of providers begin otherwise: with the Base64 of {".
    private static string? InAuthorization(HttpRequest request) =>
        request.Headers.Authorization is [{ } text] && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && text[Bearer.Length..].Trim() is var token
        && token.StartsWith(ApiKeySecret.Prefix, StringComparison.Ordinal) ? token : null;
}
