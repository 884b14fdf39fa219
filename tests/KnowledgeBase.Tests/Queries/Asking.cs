using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Sends documents to a server as any client does.</summary>
internal static class Asking
{
    private static readonly ActivitySource Tests = new("KnowledgeBase.Tests");

    public static async Task<JsonNode> AskAsync(this HttpClient http, string document, JsonNode? variables = null)
    {
        var response = await http.PostAsJsonAsync(
            "/graphql", new JsonObject { ["query"] = document, ["variables"] = variables?.DeepClone() }, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The data of an answer without errors.</summary>
    public static async Task<JsonNode> DataAsync(this HttpClient http, string document, JsonNode? variables = null)
    {
        var answer = await http.AskAsync(document, variables);
        Assert.True(answer["errors"] is null, answer["errors"]?.ToJsonString());
        return answer["data"]!;
    }

    /// <summary>Compares whole answers; the order of properties is that of the document.</summary>
    public static void Is(this JsonNode? answer, string expected) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), answer!.ToJsonString());

    /// <summary>The SQL statements that the server runs while it answers: those of the same trace, whatever else goes on.</summary>
    public static async Task<(JsonNode Answer, IReadOnlyList<string> Statements)> CountAsync(this HttpClient http, string document, JsonNode? variables)
    {
        var statements = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "Npgsql" or "KnowledgeBase.Tests" or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var trace = Tests.StartActivity("ask")!;
        using var counter = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a =>
            {
                if (a.TraceId != trace.TraceId || a.GetTagItem("db.query.text") is not string text) return;
                lock (statements) statements.Add(text);
            },
        };
        ActivitySource.AddActivityListener(counter);
        return (await http.AskAsync(document, variables), statements);
    }
}
