using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Observability;

// OpenTelemetry listens to meters by name, in the whole process: servers side by side would count for one another.
[Collection(nameof(ObservedServer))]
public sealed class TraceTests(ObservedServer server)
{
    [Fact]
    public async Task A_trace_goes_from_the_request_to_the_operation_to_slow_fields_and_SQL()
    {
        const string document = "query TreeOfSpans { organisations(first: 2) { nodes { id label } } }";
        await server.Ask(document).MustBeData();

        var spans = await server.TraceAsync(s => (string?)s.GetTagItem("graphql.operation.name") == "TreeOfSpans");
        var operation = Assert.Single(spans, s => s.GetTagItem("graphql.operation.name") is not null);
        Assert.Equal("query", operation.DisplayName);
        Assert.Equal("query", operation.GetTagItem("graphql.operation.type"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))), operation.GetTagItem("graphql.document.hash"));
        var request = Assert.Single(spans, s => s.Source.Name == "Microsoft.AspNetCore");
        Assert.Equal(request.SpanId, operation.ParentSpanId);
        Assert.Equal("POST", request.GetTagItem("http.request.method"));

        var statements = spans.Where(s => s.Source.Name == "Npgsql" && s.GetTagItem("db.query.text") is not null).ToList();
        // Finding out who asks may take a statement too, which is the request's.
        Assert.All(statements, s => Assert.Contains(s.ParentSpanId, new[] { operation.SpanId, request.SpanId }));
        Assert.Contains(statements, s => s.ParentSpanId == operation.SpanId && ((string)s.GetTagItem("db.query.text")!).Contains("entity", StringComparison.Ordinal));
        var field = Assert.Single(spans, s => (string?)s.GetTagItem("graphql.field.coordinates") == "Query.organisations");
        Assert.Equal(operation.SpanId, field.ParentSpanId);
        Assert.True(field.StartTimeUtc >= operation.StartTimeUtc && field.Duration <= operation.Duration);
    }

    [Fact]
    public async Task A_page_of_slow_values_is_one_span_that_counts_them()
    {
        for (var i = 0; i < 3; i++) await server.Recorder.RecordAsync(new("tests"), [new(new RegisterEntity(EntityKind.Organisation, $"slow-{i}", $"Slow {i}"))], cancellation: TestContext.Current.CancellationToken);
        await server.Ask("query ManyValues { organisations(first: 3) { nodes { label } } }").MustBeData();
        var spans = await server.TraceAsync(s => (string?)s.GetTagItem("graphql.operation.name") == "ManyValues");
        Assert.Contains(spans, s => s.GetTagItem("graphql.field.slow_values") is 3);
        Assert.Equal(
            spans.Count(s => s.GetTagItem("graphql.field.coordinates") is not null),
            spans.Select(s => (string?)s.GetTagItem("graphql.field.coordinates")).OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task No_variable_and_no_text_of_a_document_is_told()
    {
        var token = $"token{Guid.NewGuid():n}";
        // Answered, refused by a type, not valid, and not GraphQL at all; by POST and by GET.
        await server.Ask("query WithVariable($key: String!) { entity(key: $key) { label } }", new { key = $"person:{token}" }).MustBeData();
        await server.Ask("query BadVariable($first: Int!) { organisations(first: $first) { nodes { id } } }", new { first = token });
        await server.Ask($"query InText {{ entity(key: \"person:{token}\") {{ {token}: label }} }}").MustBeData();
        await server.Ask($"query NoField {{ {token} }}");
        await server.Ask($"query {{ {token} \"");
        await server.Http.GetStringAsync($"/graphql?query={Uri.EscapeDataString($"query ByGet($key: String!) {{ entity(key: $key) {{ {token}: label }} }}")}&variables={Uri.EscapeDataString($"{{\"key\":\"person:{token}\"}}")}", TestContext.Current.CancellationToken);
        await server.TraceAsync(s => (string?)s.GetTagItem("graphql.operation.name") == "ByGet");

        Assert.DoesNotContain(server.Spans, s => Told(s).Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Lines, l => l.Text.Contains(token, StringComparison.Ordinal));
        Assert.Contains(server.Lines, l => l.Category.EndsWith("OperationTelemetry", StringComparison.Ordinal) && l.Text.Contains("WithVariable", StringComparison.Ordinal));
        Assert.DoesNotContain(token, await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_traced()
    {
        await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        await server.Ask("query Last { countries(first: 1) { nodes { label } } }").MustBeData();
        await server.TraceAsync(s => (string?)s.GetTagItem("graphql.operation.name") == "Last");
        // By its own connections to its own database: other tests of this process ask theirs, and this one by connections of their own.
        var database = new Npgsql.NpgsqlConnectionStringBuilder(server.ConnectionString).Database;
        bool IsItsOwn(Activity s) => s.Source.Name == "Npgsql" && (string?)s.GetTagItem("db.namespace") == database
            && ((string?)s.GetTagItem("db.npgsql.data_source"))?.StartsWith("knowledgebase", StringComparison.Ordinal) == true;
        Assert.DoesNotContain(server.Spans, s => IsItsOwn(s) && s.ParentSpanId == default);
        Assert.Contains(server.Spans, IsItsOwn);
        Assert.DoesNotContain(server.Spans, s => ((string?)s.GetTagItem("url.path"))?.StartsWith("/health", StringComparison.Ordinal) == true);
    }

    private static string Told(Activity span) => string.Join('\n',
        span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)).Select(t => $"{t.Key}={t.Value}").Append(span.DisplayName).Append(span.StatusDescription ?? ""));
}
