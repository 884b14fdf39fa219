using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>
/// Keeps pages of other sites from sending a request with a visitor's own rights. A browser asks the server first (a preflight) for all but
/// simple requests. A POST is never simple here, because of its content type; a GET can be.
/// </summary>
internal sealed class CrossSiteGuard(LimitOptions limits)
{
    // Any one of them makes the browser ask first. The first is ours; the others are what clients send already.
    private static readonly string[] Headers = ["GraphQL-Preflight", "GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name"];

    /// <exception cref="TransportException">It may come from a page that did not ask.</exception>
    public void Check(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) || Headers.Any(request.Headers.ContainsKey) || !(limits.RequirePreflight || IsEmbedded(request))) return;
        throw new TransportException(
            StatusCodes.Status403Forbidden, ErrorCodes.CrossSiteRequest, $"Send one of these headers with a GET: {string.Join(", ", Headers)}.");
    }

    /// <summary>Browsers let any page open a WebSocket to anywhere, and say only which site's page it is.</summary>
    /// <exception cref="TransportException">It is another site's, and none that may call the API.</exception>
    public void CheckOrigin(HttpRequest request)
    {
        if (request.Headers.Origin is not [{ } origin] || limits.Origins().Contains(origin, StringComparer.Ordinal)) return;
        if (Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)) return;
        throw new TransportException(StatusCodes.Status403Forbidden, ErrorCodes.CrossSiteRequest, "Pages of this site may not open a WebSocket here (AllowedOrigins).");
    }

    // An image or a script of another site: browsers say so themselves, and no page can keep them from it.
    private static bool IsEmbedded(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [not ("same-origin" or "none"), ..] && request.Headers["Sec-Fetch-Mode"] == "no-cors";
}
