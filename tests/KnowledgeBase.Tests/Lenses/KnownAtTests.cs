using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Lenses;

/// <summary>What was known at a moment is what the same query answered then.</summary>
public sealed class KnownAtTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Every_query_answers_through_knownAt_what_it_answered_then_to_the_letter(int seed)
    {
        await using var server = new EverythingServer(postgres);
        await server.InitializeAsync();
        var then = new List<(string Instant, IReadOnlyList<string> Answers)>();
        await RandomHistory.RecordAsync(server.Recorder, new Random(seed), requests: 60, TestContext.Current.CancellationToken, async () =>
            then.Add((await LastInstant(server), await EverythingQuery.AskAsync(server))));
        Assert.True(then.Count > 30, $"Only {then.Count} steps.");
        Assert.True(then.Select(t => string.Concat(t.Answers)).Distinct().Count() > 30, "The answers hardly changed: this proves nothing.");

        foreach (var (instant, answers) in then) Assert.Equal(answers, await EverythingQuery.AskAsync(server, $"knownAt: \"{instant}\""));
    }

    [Fact]
    public async Task Before_the_first_change_nothing_was_known_and_between_two_the_earlier_one_counts()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RandomHistory.RecordAsync(server.Recorder, new Random(1), requests: 1, TestContext.Current.CancellationToken);
        var first = (await server.Ask("{ changes(first: 2) { nodes { recordedAt position } } }").MustBeData())["changes"]!["nodes"]!;
        const string query = "query($at: DateTime) { through(lens: {knownAt: $at}) { lens { knownAt { position } } sources { totalCount } countries { totalCount } changes { totalCount } } }";

        var before = await server.Ask(query, new { at = "2001-01-01T00:00:00Z" }).MustBeData();
        before.Is("""{"through":{"lens":{"knownAt":null},"sources":{"totalCount":0},"countries":{"totalCount":0},"changes":{"totalCount":0}}}""");
        // Events of one request may have the same instant: an instant just before the second one is at the first, or before it.
        var at = DateTimeOffset.Parse((string)first[0]!["recordedAt"]!, System.Globalization.CultureInfo.InvariantCulture);
        var justAfter = (await server.Ask(query, new { at = at.AddTicks(-10) }).MustBeData())["through"]!;
        Assert.Equal(0, (int)justAfter["changes"]!["totalCount"]!);
        var future = (await server.Ask(query, new { at = "2999-01-01T00:00:00Z" }).MustBeData())["through"]!;
        Assert.Equal((int)(await server.Ask("{ changes { totalCount } }").MustBeData())["changes"]!["totalCount"]!, (int)future["changes"]!["totalCount"]!);
    }

    private static async Task<string> LastInstant(RunningServer server) =>
        (string)(await server.Ask("{ changes(last: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]![0]!["recordedAt"]!;

    private sealed class EverythingServer(PostgresServer postgres) : RunningServer(postgres)
    {
        protected override string[] Settings => EverythingQuery.Settings;
    }
}
