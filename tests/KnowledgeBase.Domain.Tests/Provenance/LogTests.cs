using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>What holds for every log of events that the deciders recorded.</summary>
public sealed class LogTests
{
    private const int Size = 5;
    private static readonly Guid Subject = Identifiers.Source("subject");
    private static readonly ClaimContext Context = new(_ => Domain.Entities.EntityKind.Expulsion, _ => true);

    private static readonly Gen<Guid> AnySource = Gen.Int[0, Size - 1].Select(History.Id);

    private static readonly Gen<Action<Log>> Step = Gen.OneOf(
        Gen.Select(AnySource, AnySource, Gen.Enum<CitationManner>(), (a, b, manner) => (Action<Log>)(l =>
            l.Record(a, SourceDecider.Decide(l.Source(a), new CiteSource(a, b, manner, true, null))))),
        Gen.Select(AnySource, AnySource, (a, b) => (Action<Log>)(l =>
            l.Record(a, SourceDecider.Decide(l.Source(a), new RemoveCitation(a, b, "why"))))),
        Gen.Select(AnySource, Gen.Enum<Reliability>(), (a, grade) => (Action<Log>)(l =>
            l.Record(a, SourceDecider.Decide(l.Source(a), new GradeSource(a, grade, "why"))))),
        Gen.Select(AnySource, AnySource, Gen.Enum<IndependenceVerdict>(), (a, b, verdict) => (Action<Log>)(l =>
            l.Record(Identifiers.Independence(a, b), SourceDecider.Decide(l.Pair(Identifiers.Independence(a, b)), new JudgeIndependence(a, b, verdict, "why"))))),
        Claiming((l, c) => AssertClaimDecider.Decide(l.Claim(c.ClaimId), c, Context)),
        Claiming((l, c) => AssertClaimDecider.Decide(l.Claim(c.ClaimId), c, Context)),
        Claiming((l, c) => ClaimDecider.Decide(l.Claim(c.ClaimId), new RetractClaim(c.ClaimId, "why", null))),
        Claiming((l, c) => ClaimDecider.Decide(l.Claim(c.ClaimId), new WithdrawClaim(c.ClaimId, "why", null))),
        Claiming((l, c) => ClaimDecider.Decide(l.Claim(c.ClaimId), new RankClaim(c.ClaimId, Rank.Preferred, "why"))),
        Claiming((l, c) => ClaimDecider.Decide(l.Claim(c.ClaimId), new GradeClaim(c.ClaimId, Credibility.Doubtful, "why"))));

    private static readonly Gen<Log> AnyLog = Gen.Select(Gen.Enum<SourceKind>().Array[Size], Step.Array[1, 40], (kinds, steps) =>
    {
        var log = new Log();
        for (var i = 0; i < Size; i++) log.Record(History.Id(i), SourceDecider.Decide((Source?)null, new RegisterSource($"{i}", new(kinds[i], "A title"))));
        foreach (var step in steps) step(log);
        return log;
    });

    private static Gen<Action<Log>> Claiming(Func<Log, AssertClaim, Domain.Recording.Decision> decide) => Gen.Select(
        AnySource, Gen.Int[1, 2], AnySource.Array[0, 2], Gen.Bool.Select(b => b ? Stance.Reports : Stance.Denies), (source, count, via, stance) => (Action<Log>)(l =>
        {
            Guid[] chain = [.. via.Where(v => v != source).Distinct()];
            var claim = new AssertClaim(
                Subject, History.Property.Name, new HeadcountValue(Headcount.Exactly(count)), stance, source, chain.Length == 0 ? [] : [chain], EdtfDate.Parse("2021"));
            l.Record(claim.ClaimId, decide(l, claim));
        }));

    private static IEnumerable<string> Values(Fact fact) => (fact.Accepted is { } a ? fact.Alternatives.Prepend(a) : [])
        .Select(c => $"{c.Value.Identity} {c.Competes} {c.SupportedBy.Count} {c.ContradictedBy.Count} {FactText.Of(c.Corroboration)}").Order();

    [Fact]
    public void The_order_of_events_of_different_streams_never_matters_but_for_what_was_recorded_first() => (
        from log in AnyLog
        from mixed in Gen.Shuffle(log.Events.Select(e => e.Stream).ToArray())
        select (log, mixed)).Sample(
        t =>
        {
            // The streams take turns in another order; each keeps its own.
            var streams = t.log.Events.GroupBy(e => e.Stream).ToDictionary(g => g.Key, g => new Queue<(Guid, object)>(g));
            var (one, other) = (t.log.Fact, Log.Of(t.mixed.Select(s => streams[s].Dequeue())).Fact);
            Assert.Equal(one.Status, other.Status);
            Assert.Equal(Values(one), Values(other));
            Assert.Equal((one.Denials.Count, one.Neutral.Count, one.LeftOut.Count), (other.Denials.Count, other.Neutral.Count, other.LeftOut.Count));
            if (one.Why.Any(w => w.Kind == ReasonKind.EarliestRecorded)) return;
            Assert.Equal(one.Accepted?.Value.Identity, other.Accepted?.Value.Identity);
        },
        iter: 2_000);

    [Fact]
    public void The_same_log_read_again_gives_the_same_fact() =>
        AnyLog.Sample(log => FactText.Of(log.Fact) == FactText.Of(Log.Of(log.Events).Fact), iter: 1_000);

    [Fact]
    public void A_claim_that_is_retracted_or_withdrawn_and_asserted_again_comes_out_even() => AnyLog.Sample(
        log =>
        {
            var before = FactText.Of(log.Fact);
            foreach (var claim in log.Events.Select(e => e.Event).OfType<ClaimAsserted>().DistinctBy(c => c.ClaimId).Select(c => log.Claim(c.ClaimId)!).ToList())
            {
                if (claim.Standing != Standing.Standing) continue;
                var said = claim.Asserted;
                log.Record(claim.Id, ClaimDecider.Decide(claim, new RetractClaim(claim.Id, "why", null)));
                log.Record(claim.Id, ClaimDecider.Decide(log.Claim(claim.Id), new WithdrawClaim(claim.Id, "why", null)));
                Assert.Equal(Standing.Withdrawn, log.Claim(claim.Id)!.Standing);
                log.Record(claim.Id, AssertClaimDecider.Decide(
                    log.Claim(claim.Id), new(said.SubjectId, said.Property, said.Value, said.Stance, said.SourceId, said.AttributedTo, said.StatedOn), Context));
            }

            Assert.Equal(before, FactText.Of(log.Fact));
        },
        iter: 2_000);

    [Fact]
    public void A_citation_that_is_removed_and_added_again_comes_out_even() => AnyLog.Sample(
        log =>
        {
            var before = FactText.Of(log.Fact);
            foreach (var cited in Enumerable.Range(0, Size).SelectMany(i => log.Source(History.Id(i))!.Citations.Values).ToList())
            {
                var id = cited.SourceId;
                log.Record(id, SourceDecider.Decide(log.Source(id), new RemoveCitation(id, cited.CitedId, "why")));
                Assert.False(log.Source(id)!.Citations.ContainsKey(cited.CitedId));
                log.Record(id, SourceDecider.Decide(log.Source(id), new CiteSource(id, cited.CitedId, cited.Manner, cited.WasConsulted, cited.Note)));
            }

            Assert.Equal(before, FactText.Of(log.Fact));
        },
        iter: 2_000);
}
