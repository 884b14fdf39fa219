using KnowledgeBase.GraphQL.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>The media types of the GraphQL over HTTP specification, and the choice between them.</summary>
internal static class MediaTypes
{
    /// <summary>Its status tells what became of the request.</summary>
    public const string GraphQL = "application/graphql-response+json";

    /// <summary>Its status is 200 for every request that is well-formed.</summary>
    public const string Json = "application/json";

    /// <summary>
    /// What the client likes best; the GraphQL type when it likes both as much, the older one when it names neither (a wildcard or no
    /// <c>Accept</c> at all: it may not know the newer one).
    /// </summary>
    /// <exception cref="TransportException">It accepts neither.</exception>
    public static string Negotiate(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0) return Json;
        var accepted = request.GetTypedHeaders().Accept;
        var (graphQL, json) = (Quality(accepted, GraphQL), Quality(accepted, Json));
        if (graphQL <= 0 && json <= 0)
        {
            throw new TransportException(StatusCodes.Status406NotAcceptable, ErrorCodes.NotAcceptable, $"Answers are in {GraphQL} or {Json}, as UTF-8.");
        }

        var isNamed = accepted.Any(a => a.MediaType.Equals(GraphQL, StringComparison.OrdinalIgnoreCase));
        return graphQL > json || (isNamed && graphQL >= json) ? GraphQL : Json;
    }

    /// <exception cref="TransportException">The body is of another type, charset or encoding.</exception>
    public static void RequireJson(HttpRequest request)
    {
        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && IsUtf8(type);
        if (!isJson || request.Headers.ContentEncoding.Count > 0)
        {
            throw new TransportException(
                StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, $"A request's body is {Json}, in UTF-8 and not compressed.");
        }
    }

    // The most specific range decides: a type that is named with q=0 is refused, also beside */*.
    private static double Quality(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var range = accepted.Where(a => Covers(a, type) && IsUtf8(a)).OrderBy(a => a.MatchesAllTypes ? 2 : a.MatchesAllSubTypes ? 1 : 0).FirstOrDefault();
        return range is null ? 0 : range.Quality ?? 1;
    }

    // Not MatchesMediaType, for which application/json covers everything that ends in +json.
    private static bool Covers(MediaTypeHeaderValue range, string type) => range.MatchesAllTypes
        || (range.MatchesAllSubTypes && range.Type.Equals("application", StringComparison.OrdinalIgnoreCase))
        || range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
