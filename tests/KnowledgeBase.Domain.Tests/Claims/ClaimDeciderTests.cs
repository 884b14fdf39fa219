using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Tests.Deciding;
using KnowledgeBase.Domain.Time;
using Xunit;
using static KnowledgeBase.Domain.Tests.Claims.Known;

namespace KnowledgeBase.Domain.Tests.Claims;

public sealed class ClaimDeciderTests
{
    private static readonly Guid Id = One.ClaimId;
    private static readonly Guid Better = (One with { Stance = Stance.Confirms }).ClaimId;
    private static readonly ClaimAsserted Asserted = Known.Asserted(One);
    private static readonly ClaimRetracted Retracted = new(Id, "error");
    private static readonly ClaimWithdrawn Withdrawn = new(Id, "misread");
    private static readonly ClaimWithdrawn Superseded = new(Id, "misread", Better);

    private static Outcome Grade(Credibility grade, string reason, params object[] given) =>
        Given(given).When(s => ClaimDecider.Decide(s, new GradeClaim(Id, grade, reason)));

    private static Outcome RankIt(Rank rank, string reason, params object[] given) =>
        Given(given).When(s => ClaimDecider.Decide(s, new RankClaim(Id, rank, reason)));

    [Fact]
    public void An_import_leaves_a_rank_that_somebody_gave()
    {
        var command = new RankClaim(Id, Rank.Deprecated, "a file", KeepsExisting: true);
        Given(Asserted).When(s => ClaimDecider.Decide(s, command)).Then(new ClaimRanked(Id, Rank.Deprecated, "a file"));
        Given(Asserted, new ClaimRanked(Id, Rank.Preferred, "looked at")).When(s => ClaimDecider.Decide(s, command)).ThenNothing();
    }

    private static Outcome Retract(string reason, params object[] given) =>
        Given(given).When(s => ClaimDecider.Decide(s, new RetractClaim(Id, reason, EdtfDate.Parse("2021"))));

    private static Outcome Withdraw(string reason, Guid? supersededBy, params object[] given) =>
        Given(given).When(s => ClaimDecider.Decide(s, new WithdrawClaim(Id, reason, supersededBy)));

    [Fact]
    public void A_claim_is_graded() => Grade(Credibility.CannotBeJudged, " no way to tell ", Asserted)
        .Then(new ClaimCredibilityGraded(Id, Credibility.CannotBeJudged, "no way to tell"));

    [Fact]
    public void A_grade_is_1_to_6_and_has_a_reason() => Grade((Credibility)7, "", Asserted)
        .ThenRefused((RefusalCodes.Empty, "reason"), (RefusalCodes.Malformed, "credibility"));

    [Theory]
    [InlineData(Rank.Preferred)]
    [InlineData(Rank.Deprecated)]
    public void A_claim_is_ranked(Rank rank) => RankIt(rank, " because ", Asserted).Then(new ClaimRanked(Id, rank, "because"));

    [Fact]
    public void Another_reason_for_the_same_rank_is_recorded() => RankIt(Rank.Preferred, "better", Asserted, new ClaimRanked(Id, Rank.Preferred, "good"))
        .Then(new ClaimRanked(Id, Rank.Preferred, "better"));

    [Fact]
    public void A_rank_has_a_reason() => RankIt((Rank)4, " ", Asserted).ThenRefused((RefusalCodes.Empty, "reason"), (RefusalCodes.Malformed, "rank"));

    [Fact]
    public void A_claim_is_retracted() => Retract(" error ", Asserted).Then(new ClaimRetracted(Id, "error", EdtfDate.Parse("2021")));

    [Fact]
    public void Retracting_it_again_changes_nothing() => Retract("another reason", Asserted, Retracted).ThenNothing();

    [Fact]
    public void What_was_withdrawn_cannot_be_retracted()
    {
        Retract("error", Asserted, Withdrawn).ThenRefused(RefusalCodes.NoLongerStanding, "claim");
        Retract("error", Asserted, Superseded).ThenRefused(RefusalCodes.NoLongerStanding, "claim");
    }

    [Fact]
    public void A_claim_is_withdrawn() => Withdraw("misread", null, Asserted).Then(Withdrawn);

    [Fact]
    public void Or_superseded_by_another() => Withdraw("misread", Better, Asserted).Then(Superseded);

    [Fact]
    public void What_was_retracted_may_be_withdrawn_as_well() => Withdraw("misread", null, Asserted, Retracted).Then(Withdrawn);

    [Fact]
    public void Withdrawing_it_again_changes_nothing()
    {
        Withdraw("another reason", null, Asserted, Withdrawn).ThenNothing();
        Withdraw("another reason", Better, Asserted, Superseded).ThenNothing();
    }

    [Fact]
    public void But_not_in_favour_of_something_else()
    {
        Withdraw("misread", Better, Asserted, Withdrawn).ThenRefused(RefusalCodes.NoLongerStanding, "claim");
        Withdraw("misread", null, Asserted, Superseded).ThenRefused(RefusalCodes.NoLongerStanding, "claim");
    }

    [Fact]
    public void A_claim_cannot_supersede_itself() => Withdraw("misread", Id, Asserted).ThenRefused(RefusalCodes.SelfReference, "supersededBy");

    [Fact]
    public void Retraction_and_withdrawal_need_a_reason_that_is_not_too_long()
    {
        Retract("", Asserted).ThenRefused(RefusalCodes.Empty, "reason");
        Withdraw(" ", null, Asserted).ThenRefused(RefusalCodes.Empty, "reason");
        Withdraw(new('a', Limits.Reason + 1), null, Asserted).ThenRefused(RefusalCodes.TooLong, "reason");
    }

    [Fact]
    public void Nothing_is_decided_about_a_claim_that_is_not_recorded()
    {
        Grade(Credibility.Confirmed, "why").ThenRefused(RefusalCodes.NotFound, "claim");
        RankIt(Rank.Normal, "why").ThenRefused(RefusalCodes.NotFound, "claim");
        Retract("why").ThenRefused(RefusalCodes.NotFound, "claim");
        Withdraw("why", null).ThenRefused(RefusalCodes.NotFound, "claim");
    }

    [Fact]
    public void Events_before_the_claim_change_nothing() => Xunit.Assert.Null(Given(
        new ClaimCredibilityGraded(Id, Credibility.Confirmed, "r"), new ClaimRanked(Id, Rank.Preferred, "r"), Retracted, Withdrawn, "something else").State);
}
