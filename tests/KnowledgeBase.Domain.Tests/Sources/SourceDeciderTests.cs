using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Tests.Deciding;
using KnowledgeBase.Domain.Time;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Sources;

public sealed class SourceDeciderTests
{
    private static readonly Guid Id = Identifiers.Source("site");
    private static readonly Guid Other = Identifiers.Source("other");
    private static readonly SourceDescription Described = new(SourceKind.Article, "A title");
    private static readonly SourceRegistered Registered = new(Id, "site", Described);
    private static readonly SourceCited Cited = new(Id, Other, CitationManner.Quotes, true, "page 3");

    private static Given<Source> Given(params object[] events) => new(Source.Evolve, events);

    private static Outcome Register(SourceDescription description, string? key = "site", params object[] given) =>
        Given(given).When(s => SourceDecider.Decide(s, new RegisterSource(key, description)));

    private static Outcome Describe(SourceDescription description, params object[] given) =>
        Given(given).When(s => SourceDecider.Decide(s, new DescribeSource(Id, description)));

    private static Outcome Cite(CiteSource command, params object[] given) => Given(given).When(s => SourceDecider.Decide(s, command));

    private static Outcome Remove(string reason, params object[] given) =>
        Given(given).When(s => SourceDecider.Decide(s, new RemoveCitation(Id, Other, reason)));

    private static Outcome Grade(Reliability grade, string reason, params object[] given) =>
        Given(given).When(s => SourceDecider.Decide(s, new GradeSource(Id, grade, reason)));

    private static Outcome Retract(string reason, EdtfDate? on, params object[] given) =>
        Given(given).When(s => SourceDecider.Decide(s, new RetractSource(Id, reason, on)));

    private static SourceCited CitedAs(CitationManner manner) => Cited with { Manner = manner };

    private static CiteSource Citing(SourceCited c) => new(c.SourceId, c.CitedId, c.Manner, c.WasConsulted, c.Note);

    [Fact]
    public void A_source_is_registered_by_its_key() => Register(Described with { Title = " A title " }).Then(Registered);

    [Fact]
    public void Without_a_key_by_its_URL()
    {
        var description = Described with { Url = "https://example.org/a" };
        Register(description, null).Then(new SourceRegistered(Identifiers.Source("https://example.org/a"), "https://example.org/a", description));
    }

    [Fact]
    public void An_import_leaves_a_source_as_it_is_described()
    {
        var command = new RegisterSource("site", Described with { Title = "Another" }) { KeepsExisting = true };
        Given(Registered).When(s => SourceDecider.Decide(s, command)).ThenNothing();
        Given().When(s => SourceDecider.Decide(s, command)).Then(Registered with { Description = Described with { Title = "Another" } });
    }

    [Fact]
    public void A_description_that_stood_in_for_another_gives_way_to_it_and_no_other_does()
    {
        var (better, other) = (Described with { Title = "What it is called" }, Described with { Title = "What a curator called it" });
        var command = new RegisterSource("site", better) { KeepsExisting = true, InsteadOf = Described };
        Given(Registered).When(s => SourceDecider.Decide(s, command)).Then(new SourceDescribed(Registered.SourceId, better));
        Given(Registered, new SourceDescribed(Registered.SourceId, better)).When(s => SourceDecider.Decide(s, command)).ThenNothing();
        Given(Registered, new SourceDescribed(Registered.SourceId, other)).When(s => SourceDecider.Decide(s, command)).ThenNothing();
        Given(Registered).When(s => SourceDecider.Decide(s, new RegisterSource("site", Described) { InsteadOf = Described })).ThenNothing();
    }

    [Fact]
    public void An_import_leaves_a_citation_as_it_is_described()
    {
        var cited = new SourceCited(Registered.SourceId, Identifiers.Source("other"), CitationManner.Quotes, true, "Looked at.");
        var command = Citing(cited with { Manner = CitationManner.Paraphrases, WasConsulted = false, Note = null }) with { KeepsExisting = true };
        Cite(command, Registered, cited).ThenNothing();
        Cite(command, Registered).Then(cited with { Manner = CitationManner.Paraphrases, WasConsulted = false, Note = null });
        Cite(command with { KeepsExisting = false }, Registered, cited).Then(cited with { Manner = CitationManner.Paraphrases, WasConsulted = false, Note = null });
    }

    [Fact]
    public void Without_either_it_is_refused() => Register(Described, null).ThenRefused(RefusalCodes.Empty, "key");

    [Theory]
    [InlineData("Site", RefusalCodes.Malformed)]
    [InlineData("", RefusalCodes.Empty)]
    [InlineData("site\n", RefusalCodes.Malformed)]
    public void A_key_that_is_no_slug_is_refused(string key, string code) => Register(Described, key).ThenRefused(code, "key");

    [Fact]
    public void Registering_again_with_another_description_is_refused() =>
        Register(Described with { Title = "Another" }, "site", Registered).ThenRefused(RefusalCodes.AlreadyRegistered, "key");

    public static TheoryData<SourceDescription, string, string> Wrong => new()
    {
        { Described with { Title = " " }, RefusalCodes.Empty, "title" },
        { Described with { Title = null! }, RefusalCodes.Empty, "title" },
        { Described with { Title = new('a', Limits.Title + 1) }, RefusalCodes.TooLong, "title" },
        { Described with { Title = "a\0" }, RefusalCodes.Malformed, "title" },
        { Described with { Language = "French" + "!" }, RefusalCodes.Malformed, "language" },
        { Described with { Language = "fr\n" }, RefusalCodes.Malformed, "language" },
        { Described with { Language = new('a', Limits.LanguageTag + 1) }, RefusalCodes.Malformed, "language" },
        { Described with { Url = "" }, RefusalCodes.UrlMalformed, "url" },
        { Described with { Url = "example.org/a" }, RefusalCodes.UrlMalformed, "url" },
        { Described with { Url = "javascript:alert(1)" }, RefusalCodes.UrlMalformed, "url" },
        { Described with { Url = "https://example.org/" + new string('a', Limits.Url) }, RefusalCodes.TooLong, "url" },
        { Described with { Kind = (SourceKind)99 }, RefusalCodes.Malformed, "kind" },
        { Described with { PublisherId = Id }, RefusalCodes.SelfReference, "publisher" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_description_that_is_wrong_is_refused(SourceDescription description, string code, string path)
    {
        Register(description).ThenRefused(code, path);
        Describe(description, Registered).ThenRefused(code, path);
    }

    [Fact]
    public void A_source_is_described() =>
        Describe(Described with { Title = " Better ", Language = "pt-BR" }, Registered).Then(new SourceDescribed(Id, Described with { Title = "Better", Language = "pt-BR" }));

    [Fact]
    public void Its_own_description_again_changes_nothing() => Describe(Described, Registered).ThenNothing();

    [Theory]
    [InlineData(CitationManner.Quotes)]
    [InlineData(CitationManner.Paraphrases)]
    [InlineData(CitationManner.Reprints)]
    [InlineData(CitationManner.Translates)]
    public void A_source_cites_another(CitationManner manner) => Cite(Citing(CitedAs(manner)), Registered).Then(CitedAs(manner));

    [Fact]
    public void Citing_it_in_another_manner_is_recorded() =>
        Cite(Citing(CitedAs(CitationManner.Reprints)), Registered, Cited).Then(CitedAs(CitationManner.Reprints));

    [Fact]
    public void A_source_cannot_cite_itself() =>
        Cite(Citing(Cited with { CitedId = Id }), Registered).ThenRefused(RefusalCodes.SelfReference, "citedSource");

    [Fact]
    public void There_is_no_other_manner() => Cite(Citing(CitedAs((CitationManner)9)), Registered).ThenRefused(RefusalCodes.Malformed, "manner");

    [Fact]
    public void A_note_that_is_too_long_is_refused() =>
        Cite(Citing(Cited with { Note = new('a', Limits.Note + 1) }), Registered).ThenRefused(RefusalCodes.TooLong, "note");

    [Fact]
    public void A_citation_is_removed() => Given(Registered, Cited)
        .When(s => SourceDecider.Decide(s, new RemoveCitation(Id, Other, " misread ")), againRefused: RefusalCodes.NothingToChange)
        .Then(new CitationRemoved(Id, Other, "misread"));

    [Fact]
    public void A_citation_that_is_not_there_is_not_removed() => Remove("misread", Registered).ThenRefused(RefusalCodes.NothingToChange, "citedSource");

    [Fact]
    public void Nor_without_a_reason() => Remove("", Registered, Cited).ThenRefused(RefusalCodes.Empty, "reason");

    [Fact]
    public void Cited_again_after_it_was_removed_it_comes_out_even()
    {
        Cite(Citing(Cited), Registered, Cited, new CitationRemoved(Id, Other, "misread")).Then(Cited);
        Assert.Equivalent(Given(Registered, Cited).State, Given(Registered, Cited, new CitationRemoved(Id, Other, "misread"), Cited).State);
    }

    [Fact]
    public void A_source_is_graded() => Grade(Reliability.F, " no record ", Registered).Then(new SourceReliabilityGraded(Id, Reliability.F, "no record"));

    [Fact]
    public void And_graded_anew() => Grade(Reliability.B, "seen since", Registered, new SourceReliabilityGraded(Id, Reliability.F, "no record"))
        .Then(new SourceReliabilityGraded(Id, Reliability.B, "seen since"));

    [Fact]
    public void A_grade_needs_a_reason_and_is_A_to_F() =>
        Grade((Reliability)7, " ", Registered).ThenRefused((RefusalCodes.Empty, "reason"), (RefusalCodes.Malformed, "reliability"));

    [Fact]
    public void A_source_is_retracted() => Retract("hoax", EdtfDate.Parse("2021"), Registered).Then(new SourceRetracted(Id, "hoax", EdtfDate.Parse("2021")));

    [Fact]
    public void Retracting_it_for_another_reason_is_refused() =>
        Retract("error", null, Registered, new SourceRetracted(Id, "hoax")).ThenRefused(RefusalCodes.NoLongerStanding, "source");

    [Fact]
    public void A_retraction_needs_a_reason() => Retract("", null, Registered).ThenRefused(RefusalCodes.Empty, "reason");

    [Fact]
    public void Nothing_is_decided_about_a_source_that_is_not_registered()
    {
        Describe(Described).ThenRefused(RefusalCodes.NotFound, "source");
        Cite(Citing(Cited)).ThenRefused(RefusalCodes.NotFound, "source");
        Remove("misread").ThenRefused(RefusalCodes.NotFound, "source");
        Grade(Reliability.A, "why").ThenRefused(RefusalCodes.NotFound, "source");
        Retract("hoax", null).ThenRefused(RefusalCodes.NotFound, "source");
    }

    [Fact]
    public void Events_before_the_registration_change_nothing() => Assert.Null(Given(
        new SourceDescribed(Id, Described), Cited, new CitationRemoved(Id, Other, "r"), new SourceReliabilityGraded(Id, Reliability.A, "r"),
        new SourceRetracted(Id, "r"), "something else").State);
}
