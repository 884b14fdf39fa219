using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GraphQL;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Reads the parameters of a request from the body of a POST or the address of a GET.</summary>
internal sealed partial class RequestReader(IGraphQLSerializer serializer, LimitOptions limits)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <exception cref="TransportException">It is not a request of GraphQL over HTTP.</exception>
    public async Task<GraphQLOverHttpRequest> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (HttpMethods.IsGet(request.Method)) return FromAddress(request.Query);
        MediaTypes.RequireJson(request);
        var body = await RequestBody.ReadAsync(request, limits.BodyBytes, cancellation);
        using var json = Parse(body, "The body");
        return FromBody(json.RootElement);
    }

    /// <summary>The same parameters from a JSON object, however it arrived.</summary>
    /// <exception cref="TransportException">It is not a request of GraphQL over HTTP.</exception>
    public GraphQLOverHttpRequest FromJson(JsonElement root) => FromBody(root);

    private GraphQLOverHttpRequest FromAddress(IQueryCollection parameters)
    {
        foreach (var name in new[] { "query", "documentId", "operationName", "variables", "extensions" })
        {
            if (parameters[name].Count > 1) throw TransportException.BadRequest($"The parameter {name} is given more than once.");
        }

        return Request(parameters["query"], Optional(parameters["documentId"]), Optional(parameters["operationName"]), Map("variables"), Map("extensions"));

        Inputs? Map(string name)
        {
            if (Optional(parameters[name]) is not { } text) return null;
            using var json = Parse(Encoding.UTF8.GetBytes(text), $"The parameter {name}");
            return ToInputs(json.RootElement, name);
        }
    }

    private GraphQLOverHttpRequest FromBody(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object => Request(
            Text(root, "query"), Text(root, "documentId"), Text(root, "operationName"), Map(root, "variables"), Map(root, "extensions")),
        JsonValueKind.Array => throw TransportException.BadRequest("One request at a time: batches are not supported.", ErrorCodes.BatchingNotSupported),
        _ => throw TransportException.BadRequest("The body is a JSON object with query and, optionally, operationName, variables and extensions."),
    };

    private Inputs? Map(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? ToInputs(value, name) : null;

    private Inputs? ToInputs(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => Read(() => serializer.ReadNode<Inputs>(value), name),
        _ => throw TransportException.BadRequest($"{name} is a JSON object."),
    };

    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw TransportException.BadRequest($"{name} is a text.");
        return Read(value.GetString, name);
    }

    private static string? Optional(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static GraphQLOverHttpRequest Request(string? query, string? documentId, string? operationName, Inputs? variables, Inputs? extensions) =>
        new(string.IsNullOrWhiteSpace(query) ? null : query, Hash(documentId) ?? PersistedHash(extensions), operationName, variables, extensions);

    // GraphQL over HTTP, appendix on persisted documents: an id with a prefix says how it was made.
    private static string? Hash(string? documentId)
    {
        if (documentId is null) return null;
        var hash = documentId.StartsWith("sha256:", StringComparison.Ordinal) ? documentId["sha256:".Length..] : documentId;
        return Sha256().IsMatch(hash) ? hash.ToLowerInvariant() : throw TransportException.BadRequest("documentId is sha256: and 64 hexadecimal digits.");
    }

    // As Apollo sends it.
    private static string? PersistedHash(Inputs? extensions)
    {
        if (extensions?.GetValueOrDefault("persistedQuery") is not IDictionary<string, object?> persisted) return null;
        return persisted.TryGetValue("version", out var version) && version is 1 && persisted.TryGetValue("sha256Hash", out var hash) && hash is string text && Sha256().IsMatch(text)
            ? text.ToLowerInvariant()
            : throw TransportException.BadRequest("extensions.persistedQuery has version 1 and sha256Hash, 64 hexadecimal digits.");
    }

    [GeneratedRegex("^[0-9a-fA-F]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256();

    private static JsonDocument Parse(ReadOnlyMemory<byte> text, string what)
    {
        try
        {
            StrictUtf8.GetCharCount(text.Span);
            return JsonDocument.Parse(text, Json);
        }
        catch (DecoderFallbackException)
        {
            throw TransportException.BadRequest($"{what} is not UTF-8.", ErrorCodes.MalformedJson);
        }
        catch (JsonException e)
        {
            throw TransportException.BadRequest(
                $"{what} is not JSON that can be read: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", ErrorCodes.MalformedJson);
        }
    }

    // A lone half of a surrogate pair, escaped, is an InvalidOperationException; a number that no type holds, one of the others.
    private static T Read<T>(Func<T> read, string name)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw TransportException.BadRequest($"{name} has a text or a number that cannot be read.", ErrorCodes.MalformedJson);
        }
    }
}
