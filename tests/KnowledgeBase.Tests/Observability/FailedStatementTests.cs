using System.Diagnostics;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Observability;

/// <summary>PostgreSQL quotes values in its sentences. None of that gets to whoever asked, nor into logs and traces.</summary>
[Collection(nameof(ObservedServer))]
public sealed class FailedStatementTests(ObservedServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_failed_statement_quotes_is_told_to_nobody()
    {
        var token = $"token{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        var whole = (string)(await Command("select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'model' and p.proname = 'fold'").ExecuteScalarAsync(Cancel))!;
        var head = whole[..whole.IndexOf("LANGUAGE", StringComparison.Ordinal)];
        JsonNode answer;
        try
        {
            await Command($"{head} language plpgsql immutable as $f$ begin raise exception 'cannot fold \"%\"', $1 using detail = $1, hint = $1, errcode = '22000'; end $f$").ExecuteNonQueryAsync(Cancel);
            answer = await server.Ask("query FailsInSql($text: String!) { search(text: $text) { nodes { text } } }", new { text = token });
        }
        finally
        {
            await Command(whole).ExecuteNonQueryAsync(Cancel);
        }

        Assert.Equal("INTERNAL", (string)Assert.Single(answer["errors"]!.AsArray())!["extensions"]!["code"]!);
        var id = (string)answer["errors"]![0]!["extensions"]!["id"]!;
        var trace = await server.TraceAsync(s => (string?)s.GetTagItem("graphql.operation.name") == "FailsInSql");
        // The log has the failure under its id, with what helps to find it.
        var line = Assert.Single(server.Lines, l => l.Text.Contains(id, StringComparison.Ordinal));
        Assert.Contains("22000", line.Text, StringComparison.Ordinal);
        Assert.Contains("SearchQueries", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, l => l.Text.Contains(token, StringComparison.Ordinal));
        // The statement's span is there, failed, and says as little.
        var exported = trace.Where(s => s.Recorded).ToList();
        var failed = Assert.Single(exported, s => s.Source.Name == "KnowledgeBase.Sql");
        Assert.Equal((ActivityStatusCode.Error, "22000"), (failed.Status, failed.StatusDescription));
        Assert.Contains("model.fold", (string)failed.GetTagItem("db.query.text")!, StringComparison.Ordinal);
        Assert.Contains(exported, s => s.SpanId == failed.ParentSpanId && s.GetTagItem("graphql.operation.name") is not null);
        Assert.DoesNotContain(exported, s => s.Source.Name == "Npgsql" && (s.Status == ActivityStatusCode.Error || s.Events.Any(e => e.Name == "exception")));
        Assert.DoesNotContain(exported, s => Told(s).Contains(token, StringComparison.Ordinal));

        NpgsqlCommand Command(string sql) => new(sql, connection);
    }

    private static string Told(Activity span) =>
        $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))}";
}
