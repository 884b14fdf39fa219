using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading.Known;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Known;

/// <summary>Rows and answers that are kept in memory are what the database would say now, whoever recorded last.</summary>
public sealed class KeptTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly RunningServer one = new(postgres);
    private readonly RunningServer other = new UncachedServer(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Two on one database: the second keeps rows, but no answers.
    public async ValueTask InitializeAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await one.StartAsync(database);
        await other.StartAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        await other.StopAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_is_kept_until_something_is_recorded_on_whichever_node()
    {
        await Record(one, new RegisterEntity(EntityKind.Expulsion, "kept", "As recorded"));
        const string Question = """{ entity(key: "expulsion:kept") { label } }""";
        Assert.Equal("As recorded", await Label(one, Question));
        Assert.Equal("As recorded", await Label(one, Question));
        // Nothing of the kind happens; it shows whether the database is asked. (Rows of expulsions are not kept.)
        await Scalar("update model.entity set label = 'Altered' where key = 'kept'");
        Assert.Equal("As recorded", await Label(one, Question));
        // Another question is another one, also with the same words but other values.
        Assert.Equal("Altered", await Label(one, "query ($key: String!) { entity(key: $key) { label } }", new { key = "expulsion:kept" }));

        await Record(other, new RegisterEntity(EntityKind.Organisation, "kept-not", "Something else"));
        Assert.Equal("Altered", await Label(one, Question));
        await Record(other, new RelabelEntity(new RegisterEntity(EntityKind.Expulsion, "kept", "").EntityId, "Renamed", null));
        Assert.Equal("Renamed", await Label(one, Question));
    }

    [Fact]
    public async Task Who_asks_and_with_which_rights_makes_another_answer()
    {
        const string Question = "{ viewer { name } }";
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal($"key:{RunningServer.KeyName}", (string?)(await one.Ask(Question).MustBeData())["viewer"]!["name"]);
            using var nobody = new HttpClient { BaseAddress = one.Address };
            using var answer = await nobody.PostAsync("/graphql", new StringContent($$"""{"query":"{{Question}}"}""", System.Text.Encoding.UTF8, "application/json"), Cancel);
            Assert.DoesNotContain($":{RunningServer.KeyName}", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rows_that_are_kept_follow_the_log_and_a_lens_sees_what_stood_then()
    {
        var (article, publisher) = (new RegisterSource("kept-article", new(SourceKind.Article, "An article")), new RegisterSource("kept-paper", new(SourceKind.Outlet, "Old name")));
        await Record(one, publisher, article, new DescribeSource(article.SourceId, new(SourceKind.Article, "An article", PublisherId: publisher.SourceId)));
        const string Question = """{ source(key: "kept-article") { publisher { title } } }""";
        Assert.Equal("Old name", await Publisher(other, Question));
        var then = DateTimeOffset.UtcNow;
        await Task.Delay(5, Cancel);
        await Record(one, new DescribeSource(publisher.SourceId, new(SourceKind.Outlet, "New name")));
        Assert.Equal("New name", await Publisher(other, Question));
        var seen = await other.Ask($$"""{ through(lens: { knownAt: "{{then:O}}" }) { source(key: "kept-article") { publisher { title } } } }""").MustBeData();
        Assert.Equal("Old name", (string?)seen["through"]!["source"]!["publisher"]!["title"]);
        Assert.Equal("New name", await Publisher(other, Question));
    }

    [Fact]
    public async Task Whoever_asks_for_the_state_is_told_one_from_after_he_asked()
    {
        var states = other.Services.GetRequiredService<ModelStates>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Others who ask all the time, so that questions wait for one another.
        var crowd = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await states.AskAsync(CancellationToken.None);
        }, Cancel)).ToList();
        for (var i = 0; i < 50; i++)
        {
            var result = await Record(one, new RegisterEntity(EntityKind.Organisation, $"state-{i}", $"State {i}"));
            var state = await states.AskAsync(Cancel);
            Assert.True(state.Shown >= result.Position && state.Recorded >= result.Position, $"{state} after {result.Position}");
        }

        await stop.CancelAsync();
        await Task.WhenAll(crowd);
    }

    private static async Task<RecordingResult> Record(RunningServer node, params object[] commands)
    {
        var result = await node.Recorder.RecordAsync(new("tests"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        return result;
    }

    private static async Task<string?> Label(RunningServer node, string question, object? variables = null) =>
        (string?)(await node.Ask(question, variables).MustBeData())["entity"]!["label"];

    private static async Task<string?> Publisher(RunningServer node, string question) =>
        (string?)(await node.Ask(question).MustBeData())["source"]!["publisher"]!["title"];

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(one.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed class UncachedServer(PostgresServer postgres) : RunningServer(postgres)
    {
        // The key of the first is the last of its name.
        protected override bool SignsIn => false;

        protected override string[] Settings => ["--KnowledgeBase:Limits:CachedAnswerBytes=0"];
    }
}
