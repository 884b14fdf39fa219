using System.Text.Json;
using KnowledgeBase.GraphQL.Transport;

namespace KnowledgeBase.Server.Access;

/// <summary>
/// <c>POST /graphql/sign-in</c> with <c>{"code": …}</c>: what the playground does with the code of the link that the console shows. The code is a
/// secret in a body of JSON, so no page of another site can send it unasked, and none knows it.
/// </summary>
internal static class SignInEndpoint
{
    private const int MostBytes = 1_000;

    public static void MapSignIn(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/graphql/sign-in", AnswerAsync).LimitRates();

    private static async Task<IResult> AnswerAsync(HttpContext context, LocalSignIn local)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await CodeAsync(context.Request) is not { Length: > 0 } code) return Refused("""Send {"code": …} as application/json.""", StatusCodes.Status400BadRequest);
        return local.Exchange(code) is { } token
            ? Results.Json(new { token, name = LocalSignIn.Name })
            : Refused("This link was used before, or is too old. The server's console shows a new one at every start.", StatusCodes.Status403Forbidden);
    }

    private static async Task<string?> CodeAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType() || request.ContentLength is not (> 0 and <= MostBytes)) return null;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                ? code.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IResult Refused(string message, int status) => Results.Json(new { message }, statusCode: status);
}
