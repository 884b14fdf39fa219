using System.Globalization;
using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Writes answers, whole or not at all, with the status that their media type asks for.</summary>
internal sealed class AnswerWriter(IGraphQLSerializer serializer)
{
    /// <summary>Seconds after which a client may try again when the server or its database cannot answer now.</summary>
    private const int RetryAfter = 5;

    /// <param name="context">The request to be answered.</param>
    /// <param name="mediaType">One of <see cref="MediaTypes"/>.</param>
    /// <param name="result">What is answered.</param>
    /// <param name="status">Null when the result itself decides.</param>
    /// <param name="tag">The answer's tag; null when it may not be kept.</param>
    /// <param name="place">Where it is kept here; null for nowhere.</param>
    public async Task WriteAsync(
        HttpContext context, string mediaType, ExecutionResult result, int? status = null, EntityTagHeaderValue? tag = null, KeptAnswers.Place? place = null)
    {
        // First into memory: an answer that cannot be written must not be half sent.
        using var body = new MemoryStream();
        await serializer.WriteAsync(body, result, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = status ?? StatusOf(result, mediaType);
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
        if (response.StatusCode == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0) response.Headers.WWWAuthenticate = "Bearer";
        response.ContentType = $"{mediaType}; charset=utf-8";
        response.ContentLength = body.Length;
        SetCaching(context, result.Errors is null ? tag : null);
        if (place is not null && result is { Executed: true, Errors: null }) place.Keep(body.ToArray());
        body.Position = 0;
        await body.CopyToAsync(response.Body, context.RequestAborted);
    }

    /// <summary>An answer without errors that was written before.</summary>
    public static async Task WriteAsync(HttpContext context, string mediaType, ReadOnlyMemory<byte> answer, EntityTagHeaderValue? tag)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = $"{mediaType}; charset=utf-8";
        response.ContentLength = answer.Length;
        SetCaching(context, tag);
        await response.Body.WriteAsync(answer, context.RequestAborted);
    }

    /// <summary>The client has this answer already.</summary>
    public static void WriteNotModified(HttpContext context, EntityTagHeaderValue tag)
    {
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        SetCaching(context, tag);
    }

    private static void SetCaching(HttpContext context, EntityTagHeaderValue? tag)
    {
        var headers = context.Response.Headers;
        headers.Append(HeaderNames.Vary, tag is null ? HeaderNames.Accept : $"{HeaderNames.Accept}, {HeaderNames.Authorization}, X-API-Key");
        headers.XContentTypeOptions = "nosniff";
        if (tag is not null) headers.ETag = tag.ToString();
        // Kept, but never shown without asking: what is recorded shows at once.
        headers.CacheControl = tag is null ? "no-store" : context.User.Identity?.IsAuthenticated == true ? "private, no-cache" : "public, no-cache";
    }

    private static int StatusOf(ExecutionResult result, string mediaType)
    {
        if (mediaType == MediaTypes.Json) return StatusCodes.Status200OK;
        var isDown = result.Errors?.Any(e => e.Code is ErrorCodes.ServiceUnavailable or ErrorCodes.ExecutionTimeout) == true;
        if (isDown && (!result.Executed || result.Data is null or IDictionary<string, object?> { Count: 0 })) return StatusCodes.Status503ServiceUnavailable;
        if (result.Executed) return StatusCodes.Status200OK;
        return result.Errors?.FirstOrDefault()?.Code switch
        {
            ErrorCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorCodes.Forbidden => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status400BadRequest,
        };
    }
}
