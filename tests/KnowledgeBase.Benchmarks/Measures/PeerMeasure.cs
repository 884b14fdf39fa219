using KnowledgeBase.Benchmarks.Measuring;
using KnowledgeBase.Benchmarks.Peer;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measures;

/// <summary>The page against the same page from PostGraphile, in the same PostgreSQL, from 16 connections.</summary>
internal static class PeerMeasure
{
    private const string Name = "page of 20 expulsions against PostGraphile";

    private const int Connections = 16;

    /// <summary>More than are asked in a run.</summary>
    private const int Questions = 24_000;

    public static async Task<IReadOnlyList<Result>> RunAsync(ServerUnderTest server, Action<string> say, CancellationToken cancellation)
    {
        say("Filling PostGraphile's tables.");
        await PeerTables.FillAsync(server.Database, cancellation);
        var middle = await LensMeasure.Middle(server, cancellation);
        await using var one = await PostGraphile.StartAsync(server.DatabaseAddress, 1, Connections, cancellation);
        // Node runs on one core: a process for each is how it is run in production.
        await using var two = await PostGraphile.StartAsync(server.DatabaseAddress, 2, Connections, cancellation);
        var (plain, then, peer) = (await PageQuery.WalkAsync(server.Client, null, cancellation),
            await PageQuery.WalkAsync(server.Client, $"{{ knownAt: \"{middle}\" }}", cancellation), await PageQuery.WalkPeerAsync(one.Client, cancellation));
        await SamePages.CheckAsync((server.Client, plain), (one.Client, peer), cancellation);

        using var oneLoad = await Load.OpenAsync(one.Client.Address, peer.Bodies, Connections, cancellation);
        using var twoLoad = await Load.OpenAsync(two.Client.Address, peer.Bodies, Connections, cancellation);
        using var plainLoad = await Load.OpenAsync(server.Client.Address, plain.UnlikeBodies(Questions), Connections, cancellation);
        using var thenLoad = await Load.OpenAsync(server.Client.Address, then.UnlikeBodies(Questions), Connections, cancellation);
        using var plainAgain = await Load.OpenAsync(server.Client.Address, plain.Bodies, Connections, cancellation);
        using var thenAgain = await Load.OpenAsync(server.Client.Address, then.Bodies, Connections, cancellation);
        var outcomes = await Contest.RunAsync(
            [
                oneLoad.As("PostGraphile, one process"), twoLoad.As("PostGraphile, two processes"),
                plainLoad.As("ours, each answer worked out"), thenLoad.As("ours, through knownAt, each answer worked out"),
                plainAgain.As("ours, asked again while nothing was recorded"), thenAgain.As("ours, through knownAt, asked again"),
            ],
            8, 600, Connections, cancellation);
        say($"Bytes of an answer: PostGraphile {oneLoad.AnswerSize:N0}, ours {plainLoad.AnswerSize:N0}, through knownAt {thenLoad.AnswerSize:N0}.");
        await PeerTables.DropAsync(server.Database, cancellation);
        // The better of its two ways is what ours is compared with.
        var best = outcomes[0].PerSecond > outcomes[1].PerSecond ? outcomes[0] : outcomes[1];
        return
        [
            Result.Of(Name, outcomes[0]), Result.Of(Name, outcomes[1]),
            Result.Of(Name, outcomes[2]).ToAtLeast(outcomes[2].PerSecond / best.PerSecond, best.Name, 5),
            Result.Of(Name, outcomes[3]).ToAtLeast(outcomes[3].PerSecond / best.PerSecond, best.Name, 2),
            Result.Of(Name, outcomes[4]).ToAtLeast(outcomes[4].PerSecond / best.PerSecond, best.Name, 5),
            Result.Of(Name, outcomes[5]).ToAtLeast(outcomes[5].PerSecond / best.PerSecond, best.Name, 2),
        ];
    }
}
