using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>Sends documents as a client does, and compares whole answers.</summary>
internal static class GraphQLCalls
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="server">The server.</param>
    /// <param name="query">A document.</param>
    /// <param name="variables">Serialized as they are.</param>
    public static async Task<JsonNode> Ask(this RunningServer server, string query, object? variables = null)
    {
        using var answer = await server.Http.PostAsJsonAsync("/graphql", new { query, variables }, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>What the answer is, to the letter.</summary>
    public static void Is(this JsonNode? answer, string expected) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(Indented), answer!.ToJsonString(Indented));

    public static async Task<JsonNode> MustBeData(this Task<JsonNode> answer)
    {
        var node = await answer;
        Assert.True(node["errors"] is null, node.ToJsonString(Indented));
        return node["data"]!;
    }
}
