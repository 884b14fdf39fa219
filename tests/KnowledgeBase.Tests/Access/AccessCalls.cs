using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Access;

/// <summary>Asks as somebody, and tells status and code.</summary>
internal static class AccessCalls
{
    /// <param name="server">The server.</param>
    /// <param name="token">Sent as a bearer's; null for nobody.</param>
    /// <param name="query">A document.</param>
    /// <param name="variables">Serialized as they are.</param>
    /// <param name="headers">Further ones.</param>
    public static async Task<(int Status, string? Code, JsonNode Answer)> AskWith(
        this RunningServer server, string? token, string query, object? variables = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return ((int)answer.StatusCode, (string?)json["errors"]?[0]?["extensions"]?["code"], json);
    }

    public static async Task MustBe(this Task<(int Status, string? Code, JsonNode Answer)> asked, int status, string? code)
    {
        var (isStatus, isCode, answer) = await asked;
        Assert.True((status, code) == (isStatus, isCode), $"{isStatus} {isCode}: {answer.ToJsonString()}");
    }

    public const string Register = """mutation { registerPerson(input: { key: "somebody", label: "Somebody" }) { errors { __typename } } }""";

    public const string Who = "{ viewer { name isAuthenticated role } }";
}
