using System.Diagnostics.CodeAnalysis;

namespace KnowledgeBase.Domain.Sources;

/// <summary>One form for the URLs of one page, so that a source is not registered twice.</summary>
public static class UrlNormalForm
{
    private static readonly string[] Tracking = ["utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid"];

    /// <summary>
    /// Scheme and host in lower case (host in Punycode), no default port, no fragment, an empty path as <c>/</c>, no parameters
    /// that only track; other parameters stay, in their order.
    /// </summary>
    public static bool TryNormalise(string text, [NotNullWhen(true)] out string? normalised, [NotNullWhen(false)] out string? error)
    {
        (normalised, error) = (null, null);
        if (text.Length > Recording.Limits.Url) error = $"A URL has at most {Recording.Limits.Url:N0} characters.";
        else if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            error = "A URL begins with http:// or https:// and names a host.";
        }
        else if (uri.UserInfo.Length > 0) error = "A URL with a user name in it is not kept.";
        else
        {
            var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
            normalised = $"{uri.Scheme}://{uri.IdnHost.ToLowerInvariant()}{port}{uri.AbsolutePath}{Query(uri.Query)}";
        }

        return error is null;
    }

    private static string Query(string query)
    {
        var kept = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(p => !Tracking.Any(t => p.StartsWith(t, StringComparison.OrdinalIgnoreCase)));
        var joined = string.Join('&', kept);
        return joined.Length == 0 ? "" : $"?{joined}";
    }
}
