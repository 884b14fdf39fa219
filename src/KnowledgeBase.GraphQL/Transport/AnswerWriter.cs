using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Writes answers, whole or not at all, with the status that their media type asks for.</summary>
internal sealed class AnswerWriter(IGraphQLSerializer serializer)
{
    /// <summary>Seconds after which a client may try again when the database did not answer.</summary>
    private const string RetryAfter = "5";

    /// <param name="context">The request to be answered.</param>
    /// <param name="mediaType">One of <see cref="MediaTypes"/>.</param>
    /// <param name="result">What is answered.</param>
    /// <param name="status">Null when the result itself decides.</param>
    public async Task WriteAsync(HttpContext context, string mediaType, ExecutionResult result, int? status = null)
    {
        // First into memory: an answer that cannot be written must not be half sent.
        using var body = new MemoryStream();
        await serializer.WriteAsync(body, result, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = status ?? StatusOf(result, mediaType);
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = RetryAfter;
        response.ContentType = $"{mediaType}; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.Vary = "Accept";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        body.Position = 0;
        await body.CopyToAsync(response.Body, context.RequestAborted);
    }

    private static int StatusOf(ExecutionResult result, string mediaType)
    {
        if (mediaType == MediaTypes.Json) return StatusCodes.Status200OK;
        var isDown = result.Errors?.Any(e => e.Code == ErrorCodes.ServiceUnavailable) == true;
        if (isDown && (!result.Executed || result.Data is null or IDictionary<string, object?> { Count: 0 })) return StatusCodes.Status503ServiceUnavailable;
        return result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }
}
