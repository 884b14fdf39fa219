using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Npgsql;

namespace KnowledgeBase.Tests.Import;

/// <summary>Many events are appended by COPY, few by Marten; nobody can tell which it was.</summary>
public sealed class BulkAppendTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_rows_are_those_that_Marten_writes(bool imports)
    {
        var import = imports ? Guid.NewGuid() : (Guid?)null;
        var few = await RecordAsync($"few-{imports}".ToLowerInvariant(), 3, import);
        var many = await RecordAsync($"many-{imports}".ToLowerInvariant(), 200, import);
        Assert.Equal(few, many);
    }

    [Fact]
    public async Task Versions_of_streams_go_on_and_the_daemon_projects_all_of_it()
    {
        await RecordAsync("on", 200, null);
        var grades = Enumerable.Range(0, 200).Select(i => new Step(new GradeSource(Domain.Ids.Identifiers.Source($"on-{i}"), Reliability.B, "Looked at."))).ToList();
        Assert.Empty((await server.Recorder.RecordAsync(new("me"), grades, null, Cancel)).Refusals);
        Assert.Equal("200", await Text("select count(*)::text from model.source where key like 'on-%' and reliability is not null and until = 9223372036854775807"));
        Assert.Equal("2", await Text("select string_agg(distinct s.version::text, ',') from log.mt_streams s join log.mt_events e on e.stream_id = s.id where e.data ->> 'key' like 'on-%'"));
        Assert.Equal("0", await Text("select count(*)::text from (select seq_id - lag(seq_id) over (order by seq_id) as gap from log.mt_events) g where gap > 1"));
    }

    private async Task<string?> RecordAsync(string prefix, int count, Guid? import)
    {
        var steps = Enumerable.Range(0, count).Select(i => new Step(new RegisterSource($"{prefix}-{i}", new(SourceKind.Article, "A title")))).ToList();
        Assert.Empty((await server.Recorder.RecordAsync(new("me", "request", "cause", import), steps, null, Cancel)).Refusals);
        return await Text($$"""
            select to_jsonb(e) - '{id,seq_id,stream_id,timestamp,data}'::text[] || jsonb_build_object('keys', (select jsonb_agg(k) from jsonb_object_keys(e.data) k))
                   || (to_jsonb(s) - '{id,timestamp,created}'::text[]) || jsonb_build_object('headers', coalesce(e.headers::text, 'none'), 'created', s.created <= clock_timestamp())
            from log.mt_events e join log.mt_streams s on s.id = e.stream_id where e.data ->> 'key' = '{{prefix}}-0'
            """);
    }

    private async Task<string?> Text(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Cancel);
    }
}
