using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Domain.Sources;

/// <summary>One form for the URLs of one page, so that a source is not registered twice.</summary>
public static partial class UrlNormalForm
{
    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase) { "fbclid", "gclid", "yclid", "mc_cid", "mc_eid" };

    private static readonly string TooLong = $"A URL has at most {Recording.Limits.Url:N0} characters.";

    /// <summary>
    /// Scheme and host in lower case (host in Punycode), no default port, no fragment, an empty path as <c>/</c>, dot segments
    /// resolved, percent-encoding in upper case and only where it is needed, no parameters that only track; other parameters stay,
    /// in their order. The normal form of a normal form is itself.
    /// </summary>
    public static bool TryNormalise(string text, [NotNullWhen(true)] out string? normalised, [NotNullWhen(false)] out string? error)
    {
        if (!TryOnce(text.Trim(), out normalised, out error)) return false;
        // What an invisible character hid may be read in another way without it, e.g. a host as a number.
        for (var pass = 0; pass < 3; pass++)
        {
            var previous = normalised;
            if (!TryOnce(previous, out normalised, out error)) return false;
            if (normalised == previous) return true;
        }

        (normalised, error) = (null, "This URL has no normal form.");
        return false;
    }

    private static bool TryOnce(string text, [NotNullWhen(true)] out string? normalised, [NotNullWhen(false)] out string? error)
    {
        (normalised, error) = (null, null);
        if (text.Length > Recording.Limits.Url) error = TooLong;
        else if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            error = "A URL begins with http:// or https:// and names a host.";
        }
        else if (uri.UserInfo.Length > 0) error = "A URL with a user name in it is not kept.";
        else if (Host(uri) is not { } host) error = "The host of this URL is no domain name.";
        else
        {
            var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
            var whole = $"{uri.Scheme}://{host}{port}{UpperCaseEscapes(uri.AbsolutePath)}{Query(uri.Query)}";
            // Percent-encoding makes a URL longer than it was written.
            if (whole.Length > Recording.Limits.Url) error = TooLong;
            else normalised = whole;
        }

        return error is null;
    }

    /// <returns>Null when there is no Punycode for it, because a label would be too long, say.</returns>
    private static string? Host(Uri uri)
    {
        try
        {
            // IdnHost leaves out the brackets of an IPv6 address.
            var host = (uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost).ToLowerInvariant();
            return host.All(char.IsAscii) && Uri.CheckHostName(host) != UriHostNameType.Unknown ? host : null;
        }
        catch (UriFormatException)
        {
            // A host of invisible characters alone is found out only here.
            return null;
        }
    }

    private static string Query(string query)
    {
        var kept = (query.Length == 0 ? "" : query[1..]).Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !OnlyTracks(p));
        var joined = string.Join('&', kept);
        return joined.Length == 0 ? "" : $"?{UpperCaseEscapes(joined)}";
    }

    private static bool OnlyTracks(string parameter)
    {
        var name = parameter.Split('=', 2)[0];
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name);
    }

    private static string UpperCaseEscapes(string text) => Escape().Replace(text, m => m.Value.ToUpperInvariant());

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
