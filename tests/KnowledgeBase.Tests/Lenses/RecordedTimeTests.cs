using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Store;
using Npgsql;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>Recorded time follows the order of the log, whatever clocks and sources say.</summary>
public sealed class RecordedTimeTests(PostgresServer postgres)
{
    [Fact]
    public async Task It_never_runs_backwards_though_the_clock_is_set_back()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(5), requests: 10, TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // As if the clock had been an hour ahead when the last event was recorded.
        await Execute(connection, "update log.mt_events set timestamp = timestamp + interval '1 hour' where timestamp = (select max(timestamp) from log.mt_events)");
        await RandomHistory.RecordAsync(server.Recorder, new Random(6), requests: 40, TestContext.Current.CancellationToken);

        // Requests one after the other, and one instant for a request, new streams and old ones alike.
        Assert.Equal(0L, await Execute(connection, "select count(*) from (select timestamp < lag(timestamp) over (order by seq_id) as back from log.mt_events) t where back"));
        Assert.Equal(0L, await Execute(connection,
            "select count(*) from (select first, last from log.seal) s where (select count(distinct timestamp) from log.mt_events e where e.seq_id between s.first and s.last) > 1"));
        Assert.Equal(await Execute(connection, "select count(*) from log.seal"), await Execute(connection, "select count(distinct timestamp) from log.mt_events"));
    }

    [Fact]
    public async Task What_a_source_said_long_ago_is_known_from_when_it_was_recorded()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var before = DateTimeOffset.UtcNow;
        await server.Recorder.RecordAsync(new("tests", ImportId: Guid.NewGuid()),
            [new Step(new RegisterSource("old", new(SourceKind.Book, "Old", PublishedOn: Domain.Time.EdtfDate.Parse("1971"))))], cancellation: TestContext.Current.CancellationToken);
        var source = (await server.Ask(
            "query($at: DateTime) { through(lens: {knownAt: $at}) { source(key: \"old\") { title } } source(key: \"old\") { publishedOn } changes(last: 1) { nodes { recordedAt } } }",
            new { at = before.AddSeconds(-1) }).MustBeData());
        Assert.Null(source["through"]!["source"]);
        Assert.Equal("1971", (string)source["source"]!["publishedOn"]!);
        Assert.True(DateTimeOffset.Parse((string)source["changes"]!["nodes"]![0]!["recordedAt"]!, System.Globalization.CultureInfo.InvariantCulture) > before.AddSeconds(-1));
    }

    private static async Task<object?> Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
