using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Limiting;

/// <summary>Sends what should be refused, and tells how it was.</summary>
internal static class Sending
{
    /// <summary>By POST, with the media type whose status tells what became of it.</summary>
    public static Task<HttpResponseMessage> Post(this RunningServer server, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        return server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> Get(this RunningServer server, string parameters, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?" + parameters);
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonNode> Json(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>Asserts that nothing ran: one error with this code, and no data.</summary>
    public static async Task<JsonNode> MustBeRefused(this Task<HttpResponseMessage> sent, int status, string code, string? limit = null)
    {
        using var answer = await sent;
        var json = await answer.Json();
        Assert.True(json["errors"] is JsonArray { Count: 1 } && json["data"] is null, json.ToJsonString()[..Math.Min(500, json.ToJsonString().Length)]);
        var extensions = json["errors"]![0]!["extensions"]!;
        Assert.Equal((status, code, limit), ((int)answer.StatusCode, (string)extensions["code"]!, (string?)extensions["limit"]));
        return json;
    }

    public static async Task MustPass(this Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        var json = await answer.Json();
        Assert.True(json["errors"] is null && (int)answer.StatusCode == 200, json.ToJsonString()[..Math.Min(500, json.ToJsonString().Length)]);
    }

    /// <summary>The same text so many times, each with its number for <c>#</c>.</summary>
    public static string Times(this string text, int count)
    {
        var all = new StringBuilder();
        for (var i = 0; i < count; i++) all.Append(text.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return all.ToString();
    }
}
