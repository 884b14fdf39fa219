using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Contracts;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>
/// schema/operations/statements.json says how many SQL statements each example query takes. A field that is loaded once for each
/// of many parents, or a statement that came in unnoticed, shows here.
/// </summary>
public sealed class StatementCountTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task Every_example_query_takes_the_number_of_statements_that_is_written_down()
    {
        using var counter = new StatementCounter();
        var counts = new JsonObject();
        foreach (var (name, query, variables) in Examples()) counts[name] = await counter.CountAsync(trace => Run(query, variables, trace));
        Contract.Holds("operations/statements.json", counts.ToJsonString(new() { WriteIndented = true }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task The_number_does_not_grow_with_the_page(int first)
    {
        const string query = """
            query Page($first: Int!) {
              expulsions(first: $first) {
                nodes {
                  expellingParty { label } sendingParty { label }
                  headcountFact { status corroboration { namedRoots roots { source { title } paths { key } } } }
                  claims(first: 5) { nodes { source { title publisher { title } } attributedTo { title } } }
                }
              }
            }
            """;
        using var counter = new StatementCounter();
        var count = await counter.CountAsync(trace => Run(query, new JsonObject { ["first"] = first }, trace));
        Assert.InRange(count, 1, 9);
    }

    private static IEnumerable<(string Name, string Query, JsonNode? Variables)> Examples()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Contract.Folder, "operations"), "*.graphql").Order(StringComparer.Ordinal))
        {
            var query = File.ReadAllText(file);
            if (query.Contains("\nmutation ", StringComparison.Ordinal) || query.StartsWith("mutation ", StringComparison.Ordinal)) continue;
            var variables = Path.ChangeExtension(file, ".variables.json");
            yield return (Path.GetFileNameWithoutExtension(file), query, File.Exists(variables) ? JsonNode.Parse(File.ReadAllText(variables)) : null);
        }
    }

    private async Task Run(string query, JsonNode? variables, ActivityTraceId trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(json.RootElement.TryGetProperty("errors", out var errors), errors.ToString());
    }

    /// <summary>Counts what Npgsql executes for one request, told from everything else by the request's trace.</summary>
    private sealed class StatementCounter : IDisposable
    {
        private readonly ConcurrentBag<ActivityTraceId> executed = [];
        private readonly ActivityListener listener;

        public StatementCounter()
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.Source.Name == "Npgsql" && activity.Kind == ActivityKind.Client) executed.Add(activity.TraceId);
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public async Task<int> CountAsync(Func<ActivityTraceId, Task> run)
        {
            // The first run may open a connection.
            await run(ActivityTraceId.CreateRandom());
            var trace = ActivityTraceId.CreateRandom();
            await run(trace);
            return executed.Count(t => t == trace);
        }

        public void Dispose() => listener.Dispose();
    }
}
