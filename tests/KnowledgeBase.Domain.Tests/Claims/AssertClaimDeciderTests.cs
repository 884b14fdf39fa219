using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Time;
using Xunit;
using static KnowledgeBase.Domain.Tests.Claims.Known;

namespace KnowledgeBase.Domain.Tests.Claims;

public sealed class AssertClaimDeciderTests
{
    private static readonly ClaimAsserted OneAsserted = Asserted(One);

    private static AssertClaim Saying(string property, Value? value, Stance stance = Stance.Reports, Guid? subject = null) =>
        new(subject ?? Expulsion, property, value, stance, Site, []);

    [Fact]
    public void A_claim_is_asserted() => Known.Assert(One).Then(OneAsserted);

    [Fact]
    public void With_all_its_details()
    {
        var claim = One with
        {
            StatedOn = EdtfDate.Parse("2021-03"),
            ValidDuring = EdtfDate.Parse("2020/2021"),
            Quotation = new("un diplomate", "expulsé ", " russe"),
            ReadInSourceId = Paper,
            Note = "front page",
        };
        Known.Assert(claim).Then(Asserted(claim));
    }

    [Theory]
    [InlineData(Stance.Denies)]
    [InlineData(Stance.DeclinesComment)]
    [InlineData(Stance.Speculates)]
    [InlineData(Stance.LeavesOpen)]
    public void A_claim_that_supports_nothing_needs_no_value(Stance stance)
    {
        var claim = Saying("Expulsion.headcount", null, stance);
        Known.Assert(claim).Then(Asserted(claim));
    }

    [Theory]
    [InlineData(Stance.Asserts)]
    [InlineData(Stance.Confirms)]
    [InlineData(Stance.Reports)]
    public void A_claim_that_supports_something_does(Stance stance) =>
        Known.Assert(Saying("Expulsion.headcount", null, stance)).ThenRefused(RefusalCodes.ValueRequired, "value");

    [Fact]
    public void A_claim_that_leaves_a_value_open_has_none() =>
        Known.Assert(Saying("Expulsion.headcount", One.Value, Stance.LeavesOpen)).ThenRefused(RefusalCodes.ValueRequired, "value");

    [Fact]
    public void An_import_leaves_a_claim_with_other_details_as_it_is()
    {
        var other = One with { Note = "another note" };
        Known.Assert(other, OneAsserted).ThenRefused(RefusalCodes.AlreadyRegistered, "");
        Known.Assert(other with { KeepsExisting = true }, OneAsserted).ThenNothing();
        Known.Assert(other with { KeepsExisting = true }, OneAsserted, new ClaimWithdrawn(One.ClaimId, "misread")).Then(Asserted(other));
    }

    public static TheoryData<string, Value> Right => new()
    {
        { "Expulsion.statedReason", new TextValue("espionage") },
        { "Expulsion.expellingParty", new EntityValue(France) },
        { "Expulsion.announcedOn", new DateValue(EdtfDate.Parse("2021-02")) },
        { "Expulsion.measure", new TermValue("PERSONA_NON_GRATA") },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void Each_kind_of_value_is_taken_where_it_fits(string property, Value value) =>
        Known.Assert(Saying(property, value)).Then(Asserted(Saying(property, value)));

    public static TheoryData<string, Value, string, string> Wrong => new()
    {
        { "Expulsion.headcount", new TextValue("one"), RefusalCodes.ValueKindMismatch, "value" },
        { "Expulsion.headcount", new NumberValue(1), RefusalCodes.ValueKindMismatch, "value" },
        { "Expulsion.announcedOn", new TextValue("2021"), RefusalCodes.ValueKindMismatch, "value" },
        { "Expulsion.statedReason", new TextValue(" "), RefusalCodes.Empty, "value.text" },
        { "Expulsion.statedReason", new TextValue(new('a', Limits.Text + 1)), RefusalCodes.TooLong, "value.text" },
        { "Expulsion.statedReason", new TextValue("a\0"), RefusalCodes.Malformed, "value.text" },
        { "Expulsion.statedReason", new TextValue("a", "fr_FR"), RefusalCodes.Malformed, "value.language" },
        { "Expulsion.measure", new TermValue("persona_non_grata"), RefusalCodes.ValueKindMismatch, "value.term" },
        { "Expulsion.inResponseTo", new EntityValue(Expulsion), RefusalCodes.SelfReference, "value.entity" },
        { "Expulsion.expellingParty", new EntityValue(Nobody), RefusalCodes.NotFound, "value.entity" },
        { "Expulsion.expellingParty", new EntityValue(Diplomat), RefusalCodes.ValueKindMismatch, "value.entity" },
        { "Expulsion.headcount", new HeadcountValue(Headcount.Between(3, 3, "3 persons\0")), RefusalCodes.Malformed, "value.headcount.text" },
        { "Expulsion.headcount", new HeadcountValue(Headcount.Between(3, 3, "3 \ud83d")), RefusalCodes.Malformed, "value.headcount.text" },
        { "Expulsion.hedcount", new HeadcountValue(Headcount.Exactly(1)), RefusalCodes.UnknownProperty, "property" },
        { new('x', 1_000), new HeadcountValue(Headcount.Exactly(1)), RefusalCodes.UnknownProperty, "property" },
        { "Episode.statedTotal", new HeadcountValue(Headcount.Exactly(1)), RefusalCodes.PropertyNotOfSubject, "property" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_that_does_not_fit_is_refused(string property, Value value, string code, string path) =>
        Known.Assert(Saying(property, value)).ThenRefused(code, path);

    [Fact]
    public void A_property_for_each_language_needs_the_language()
    {
        Known.Assert(Saying("Country.name", new TextValue("France"), subject: France)).ThenRefused(RefusalCodes.ValueRequired, "value.language");
        var claim = Saying("Country.name", new TextValue("France", "fr"), subject: France);
        Known.Assert(claim).Then(Asserted(claim));
    }

    [Fact]
    public void A_subject_that_is_not_registered_is_refused() =>
        Known.Assert(One with { SubjectId = Nobody }).ThenRefused(RefusalCodes.NotFound, "subject");

    [Fact]
    public void Every_source_that_is_not_registered_is_refused_at_its_place() =>
        Known.Assert(One with { SourceId = Nobody, ReadInSourceId = Nobody, AttributedTo = [[Paper], [Paper, France]] })
            .ThenRefused((RefusalCodes.NotFound, "source"), (RefusalCodes.NotFound, "readIn"), (RefusalCodes.NotFound, "attributedTo.1.1"));

    [Fact]
    public void A_chain_names_somebody() => Known.Assert(One with { AttributedTo = [[Paper], []] }).ThenRefused(RefusalCodes.Count, "attributedTo.1");

    [Fact]
    public void A_chain_does_not_name_the_claims_own_source() =>
        Known.Assert(One with { AttributedTo = [[Paper, Site]] }).ThenRefused(RefusalCodes.SelfReference, "attributedTo.0.1");

    [Fact]
    public void A_chain_names_each_source_once() =>
        Known.Assert(One with { AttributedTo = [[Paper, Informant, Paper]] }).ThenRefused(RefusalCodes.SelfReference, "attributedTo.0.2");

    [Fact]
    public void There_are_not_more_chains_than_the_limit() => Known.Assert(
        One with { AttributedTo = [.. Enumerable.Repeat<IReadOnlyList<Guid>>([Paper], Limits.Attribution + 1)] }).ThenRefused(RefusalCodes.Count, "attributedTo");

    [Fact]
    public void Nor_more_sources_in_a_chain()
    {
        var many = Enumerable.Range(0, Limits.Attribution + 1).Select(_ => Guid.NewGuid()).ToList();
        Given().When(s => AssertClaimDecider.Decide(s, One with { AttributedTo = [many] }, Context with { IsSource = _ => true }))
            .ThenRefused(RefusalCodes.Count, "attributedTo.0");
    }

    [Theory]
    [InlineData("", RefusalCodes.Empty)]
    [InlineData(" \n", RefusalCodes.Empty)]
    [InlineData("a\0", RefusalCodes.Malformed)]
    public void A_quotation_that_is_empty_or_cannot_be_stored_is_refused(string exact, string code) =>
        Known.Assert(One with { Quotation = new(exact) }).ThenRefused(code, "quotation.exact");

    [Fact]
    public void Texts_that_are_too_long_are_refused_each_at_its_place()
    {
        var text = new string('a', 10_000_000);
        Known.Assert(One with { Quotation = new(text, text, text), Note = text }).ThenRefused(
            (RefusalCodes.TooLong, "note"), (RefusalCodes.TooLong, "quotation.exact"), (RefusalCodes.TooLong, "quotation.prefix"),
            (RefusalCodes.TooLong, "quotation.suffix"));
    }

    [Fact]
    public void There_is_no_other_stance() =>
        Known.Assert(Saying("Expulsion.headcount", One.Value, (Stance)9)).ThenRefused(RefusalCodes.Malformed, "stance");

    public static TheoryData<AssertClaim> OtherDetails => new()
    {
        One with { AttributedTo = [] },
        One with { AttributedTo = [[Paper]] },
        One with { ValidDuring = EdtfDate.Parse("2020") },
        One with { ReadInSourceId = Paper },
        One with { Note = "a note" },
    };

    [Theory]
    [MemberData(nameof(OtherDetails))]
    public void The_same_claim_with_other_details_is_refused(AssertClaim other) =>
        Known.Assert(other, OneAsserted).ThenRefused(RefusalCodes.AlreadyRegistered, "");

    [Theory]
    [InlineData("before ", null)]
    [InlineData(null, " after")]
    public void Also_with_another_context_of_the_quotation(string? prefix, string? suffix) =>
        Known.Assert(One with { Quotation = new("one", prefix, suffix) }, Asserted(One with { Quotation = new("one") }))
            .ThenRefused(RefusalCodes.AlreadyRegistered, "");

    [Fact]
    public void Asserted_again_after_a_retraction_it_stands_again_and_keeps_its_rank_and_grade()
    {
        var ranked = new ClaimRanked(One.ClaimId, Rank.Preferred, "best");
        var graded = new ClaimCredibilityGraded(One.ClaimId, Credibility.Confirmed, "seen");
        object[] retracted = [OneAsserted, ranked, graded, new ClaimRetracted(One.ClaimId, "error")];
        Known.Assert(One, retracted).Then(OneAsserted);
        Xunit.Assert.Equal(Given(OneAsserted, ranked, graded).State, Given([.. retracted, OneAsserted]).State);
    }

    [Fact]
    public void Also_after_a_withdrawal_and_after_it_was_superseded_and_then_with_other_details()
    {
        object[] withdrawn = [OneAsserted, new ClaimWithdrawn(One.ClaimId, "misread")];
        object[] superseded = [OneAsserted, new ClaimWithdrawn(One.ClaimId, "misread", Nobody)];
        var other = One with { AttributedTo = [] };
        Known.Assert(One, withdrawn).Then(OneAsserted);
        Known.Assert(other, superseded).Then(Asserted(other));
        Xunit.Assert.Equal(new Claim(Asserted(other)), Given([.. superseded, Asserted(other)]).State);
    }
}
