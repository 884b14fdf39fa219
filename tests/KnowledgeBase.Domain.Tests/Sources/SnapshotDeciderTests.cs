using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Sources;

public sealed class SnapshotDeciderTests
{
    private static readonly Guid Id = Identifiers.Source("site");
    private static readonly Source Registered = Source.Evolve(null, new SourceRegistered(Id, "site", new(SourceKind.Article, "A site")))!;

    [Fact]
    public void A_snapshot_is_recorded_with_the_hash_of_its_bytes_and_not_with_the_bytes()
    {
        var decision = SnapshotDecider.Decide(Registered, Take("abc", 1), Reading());
        Assert.Equal(
            [new SourceSnapshotTaken(Id, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "text/plain;charset=utf-8", 3, On(1))], decision.Events);
    }

    [Fact]
    public void The_same_content_is_recorded_again_only_after_another_one()
    {
        var first = After(Registered, Take("abc", 1));
        Assert.Empty(SnapshotDecider.Decide(first, Take("abc", 1), Reading()).Events);
        Assert.Empty(SnapshotDecider.Decide(first, Take("abc", 5), Reading()).Events);
        var second = After(first, Take("def", 10));
        Assert.Empty(SnapshotDecider.Decide(second, Take("abc", 5), Reading()).Events);
        Assert.Single(SnapshotDecider.Decide(second, Take("abc", 20), Reading()).Events);
        // From before all others: the page was so then already.
        Assert.Single(SnapshotDecider.Decide(second, Take("abc", 1, month: 1), Reading()).Events);
        Assert.Single(SnapshotDecider.Decide(first, Take("abc", 5), Reading("text/html;charset=utf-8")).Events);
    }

    [Fact]
    public void Every_mistake_is_refused_with_its_place()
    {
        var reading = new SnapshotReading("", "", [new(RefusalCodes.SnapshotUnreadable, "No.", "content")]);
        var wrong = new TakeSnapshot(Id, [1], "text/plain", default, "ftp://x");
        Assert.Equal(
            [(RefusalCodes.SnapshotUnreadable, "content"), (RefusalCodes.UrlMalformed, "url"), (RefusalCodes.DateOutOfRange, "takenAt")],
            SnapshotDecider.Decide(Registered, wrong, reading).Refusals.Select(r => (r.Code, r.Path)));
        Assert.Equal((RefusalCodes.NotFound, "source"), SnapshotDecider.Decide(null, Take("abc", 1), Reading()).Refusals.Select(r => (r.Code, r.Path)).Single());
    }

    [Fact]
    public void An_instant_is_kept_to_the_millisecond_in_universal_time()
    {
        var taken = (SourceSnapshotTaken)SnapshotDecider.Decide(
            Registered, Take("abc", 1) with { TakenAt = new DateTimeOffset(2021, 2, 1, 2, 0, 0, TimeSpan.FromHours(2)).AddTicks(12_345_678) }, Reading()).Events.Single();
        Assert.Equal("2021-02-01T00:00:01.2340000+00:00", taken.TakenAt.ToString("O"));
    }

    private static Source After(Source source, TakeSnapshot command) =>
        SnapshotDecider.Decide(source, command, Reading()).Events.Aggregate(source, (s, e) => Source.Evolve(s, e)!);

    private static TakeSnapshot Take(string text, int day, int month = 2) => TakeSnapshot.OfText(Id, text, "text/plain", On(day, month));

    private static DateTimeOffset On(int day, int month = 2) => new(2021, month, day, 0, 0, 0, TimeSpan.Zero);

    private static SnapshotReading Reading(string mediaType = "text/plain;charset=utf-8") => new(mediaType, "text", []);
}
