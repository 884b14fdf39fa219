using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.History;

/// <summary>That a snapshot was taken is told, of its source and of the log; it changes no fact.</summary>
public sealed class SnapshotStoryTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_snapshot_is_told_with_what_it_was_and_changes_no_fact()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        var taken = TakeSnapshot.OfText(Identifiers.Source("paper"), "They left.", "text/plain", new(2021, 3, 8, 7, 24, 0, 500, TimeSpan.FromHours(1)), "https://archive.example/1");
        var result = await server.Recorder.RecordAsync(
            new("carol"), [new(new RegisterSource("paper", new(SourceKind.Article, "A paper"))), new(taken)], cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(result.Refusals);

        const string changes = "changes(last: 1) { nodes { kind recordedBy summary details { field from { text } to { text } } effects { totalCount } } }";
        var data = await server.Ask($"{{ source(key: \"paper\") {{ {changes} }} {changes} }}").MustBeData();
        var expected = $$"""
            {"nodes":[{"kind":"SOURCE_SNAPSHOT_TAKEN","recordedBy":"carol","summary":"What \"A paper\" showed on 2021-03-08 was kept.","details":[
              {"field":"takenAt","from":null,"to":{"text":"2021-03-08T06:24:00.5Z"} },
              {"field":"mediaType","from":null,"to":{"text":"text/plain;charset=utf-8"} },
              {"field":"length","from":null,"to":{"text":"10"} },
              {"field":"sha256","from":null,"to":{"text":"{{taken.Sha256}}"} },
              {"field":"url","from":null,"to":{"text":"https://archive.example/1"} }],"effects":{"totalCount":0} }]}
            """;
        data["source"]!["changes"].Is(expected);
        data["changes"].Is(expected);
    }
}
