using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Subscriptions;

public sealed class SlowSubscriberTests(PostgresServer postgres)
{
    [Fact]
    public async Task Who_reads_slowly_gets_everything_in_order_and_is_told_how_far_behind_it_is()
    {
        await using var server = new RunningServer(postgres);
        await server.InitializeAsync();
        await RecordAsync(server, "first", 1);
        var cursor = (string)(await server.Ask("{ changes(last: 1) { nodes { cursor } } }").MustBeData())["changes"]!["nodes"]![0]!["cursor"]!;
        using var socket = await RawSocket.OpenAndInitialiseAsync(server.Address);
        await socket.SubscribeAsync("slow", "subscription($after: String) { changes(after: $after) { position summary source { title again: title andAgain: title } } }", new { after = cursor });
        const int count = 3_000;
        for (var i = 0; i < count / 1_000; i++) await RecordAsync(server, $"many-{i}", 1_000);
        // Its answers are ten megabytes: more than the buffers of a connection hold, so the server waits for this reader.
        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        var (last, mostBehind) = (1L, 0L);
        for (var i = 0; i < count; i++)
        {
            var payload = (await socket.ReadOfAsync("slow"))["payload"]!;
            var position = (long)payload["data"]!["changes"]!["position"]!;
            Assert.Equal(last + 1, position);
            last = position;
            mostBehind = Math.Max(mostBehind, (long?)payload["extensions"]?["behind"] ?? 0);
        }

        Assert.InRange(mostBehind, 1_000, count);
    }

    private static Task<RecordingResult> RecordAsync(RunningServer server, string name, int count) => server.Recorder.RecordAsync(
        new("tests"), [.. Enumerable.Range(0, count).Select(i => new Step(new RegisterSource($"{name}-{i}", new(SourceKind.Article, $"Number {i} {new string('-', 900)}"))))],
        cancellation: TestContext.Current.CancellationToken);
}
