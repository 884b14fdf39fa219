using System.Diagnostics;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>Counts what the database is asked for an answer.</summary>
internal static class StatementCounting
{
    private static readonly ActivitySource Tests = new("KnowledgeBase.Tests");

    /// <summary>The SQL statements that the server runs while it answers: those of the same trace, whatever else goes on.</summary>
    public static async Task<(JsonNode Answer, IReadOnlyList<string> Statements)> CountAsync(this RunningServer server, string document, JsonNode? variables)
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
                // Whose key it is, which is known for some seconds and then looked up again.
                if (text.Contains(" from access.api_key ", StringComparison.Ordinal)) return;
                lock (statements) statements.Add(text);
            },
        };
        ActivitySource.AddActivityListener(counter);
        return (await server.Ask(document, variables), statements);
    }
}
