using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Observability;

[Collection(nameof(ObservedServer))]
public sealed partial class MetricsTests(ObservedServer server)
{
    [Fact]
    public async Task Operations_and_errors_are_counted_by_type_and_by_code()
    {
        var before = await Read();
        await server.Ask("{ __typename }").MustBeData();
        await server.Ask("{ organisations(first: 101) { nodes { id } } }");
        await server.Ask("{ entitiez }");
        await server.Ask("{");
        var after = await Read();

        Assert.Equal(1, Grown("""knowledgebase_graphql_operation_duration_seconds_count""", "query", "success"));
        Assert.True(Grown("knowledgebase_graphql_operation_duration_seconds_count", "query", "error") >= 1);
        Assert.Equal(1, Grown("knowledgebase_graphql_errors_total", "\"GRAPHQL_PARSE_FAILED\""));
        Assert.Equal(1, Grown("knowledgebase_graphql_errors_total", "\"GRAPHQL_VALIDATION_FAILED\""));
        Assert.Equal(0, Sum(after, "knowledgebase_graphql_operation_active"));

        double Grown(string name, params string[] labels) => Sum(after, name, labels) - Sum(before, name, labels);
    }

    [Fact]
    public async Task Subscribers_are_counted_while_they_are_live()
    {
        var subscribers = server.Services.GetRequiredService<Subscribers>();
        var first = subscribers.Enter("sse");
        using (subscribers.Enter("sse"))
        {
            Assert.Equal(2, Sum(await Read(), "knowledgebase_graphql_subscribers", "sse"));
        }

        first.Dispose();
        first.Dispose();
        Assert.Equal(0, Sum(await Read(), "knowledgebase_graphql_subscribers", "sse"));
    }

    [Fact]
    public async Task The_pools_of_connections_are_told_by_name_and_not_by_connection_string()
    {
        await server.Ask("{ organisations(first: 1) { nodes { id } } }").MustBeData();
        var lines = (await Read()).Where(l => l.Name.StartsWith("db_client_connection", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, l => l.Labels.Contains("\"knowledgebase-reading\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Labels.Contains("\"knowledgebase\"", StringComparison.Ordinal));
        // Pools of the tests themselves are told too; none of them with a password.
        Assert.DoesNotContain(lines, l => l.Labels.Contains("Password", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_comes_through_a_proxy_may_not_read_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_projection_that_stops_shows_in_the_figures_and_the_server_is_not_ready_until_it_goes_on()
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/ready", cancel)).StatusCode);
        await server.Recorder.RecordAsync(new("tests"), [new(new RegisterEntity(EntityKind.Organisation, "before-it-stops", "Before"))], cancellation: cancel);
        await Execute("""
            insert into log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
            select nextval('log.mt_events_sequence'), gen_random_uuid(), stream_id, 2, data, 'unheard_of.v1', now(), tenant_id, null, false
            from log.mt_events order by seq_id desc limit 1
            """);
        await Until(async () => (await server.Http.GetAsync("/health/ready", cancel)).StatusCode == HttpStatusCode.ServiceUnavailable);
        await Until(async () => await Read() is var told && Sum(told, "knowledgebase_projection_lag_events") >= 1 && Sum(told, "knowledgebase_projection_lag_time_seconds") > 0);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/live", cancel)).StatusCode);

        await Execute("update log.mt_events set type = 'entity_relabelled.v1', data = jsonb_build_object('entityId', stream_id, 'label', 'Mended') where type = 'unheard_of.v1'");
        await Until(async () => (await server.Http.GetAsync("/health/ready", cancel)).StatusCode == HttpStatusCode.OK);
        await Until(async () => Sum(await Read(), "knowledgebase_projection_lag_events") == 0);

        async Task Execute(string sql)
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await holds()) return;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come to hold.");
    }

    private static double Sum(IEnumerable<Sample> samples, string name, params string[] labels) =>
        samples.Where(s => s.Name == name && labels.All(l => s.Labels.Contains(l, StringComparison.Ordinal))).Sum(s => s.Value);

    // Every line of the exposition format has to be one of these two.
    private async Task<List<Sample>> Read()
    {
        // The exporter answers the same within 300 ms.
        await Task.Delay(400, TestContext.Current.CancellationToken);
        var text = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var samples = new List<Sample>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("# ", StringComparison.Ordinal)))
        {
            var match = Line().Match(line);
            Assert.True(match.Success, line);
            samples.Add(new(match.Groups["name"].Value, match.Groups["labels"].Value, double.Parse(match.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        }

        return samples;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*",?)*)\})? (?<value>[^ ]+)( \d+)?\r?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    private sealed record Sample(string Name, string Labels, double Value);
}
