using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Properties;

public sealed class PropertyRegistryTests
{
    private static IReadOnlyList<Property> All => PropertyRegistry.All;

    [Fact]
    public void Numbers_are_unique_and_in_order() => Assert.Equal(All.Select(p => p.Number).Distinct().Order(), All.Select(p => p.Number));

    [Fact]
    public void Names_are_unique() => Assert.Equal(All.Count, All.Select(p => p.Name).Distinct().Count());

    [Fact]
    public void Fields_are_camel_case() => Assert.All(All, p => Assert.Matches("^[a-z]+([A-Z][a-z]+)*$", p.Field));

    [Fact]
    public void Every_property_says_what_it_means() => Assert.All(All, p => Assert.EndsWith(".", p.Description, StringComparison.Ordinal));

    [Fact]
    public void Properties_that_take_entities_say_of_which_kinds_and_no_others_do() =>
        Assert.All(All, p => Assert.Equal(p.ValueKind == ValueKind.Entity, p.Targets is { Count: > 0 }));

    [Fact]
    public void Properties_that_take_terms_have_a_vocabulary_and_no_others_do() =>
        Assert.All(All, p => Assert.Equal(p.ValueKind == ValueKind.Term, p.Vocabulary is { Terms.Count: > 0 }));

    [Fact]
    public void Only_texts_are_accepted_for_each_language() =>
        Assert.All(All.Where(p => p.Cardinality == Cardinality.OnePerLanguage), p => Assert.Equal(ValueKind.Text, p.ValueKind));

    [Fact]
    public void Terms_are_unique_upper_case_and_explained() => Assert.All(All.Select(p => p.Vocabulary).OfType<Vocabulary>().Distinct(), v =>
    {
        Assert.Equal(v.Terms.Count, v.Terms.Select(t => t.Name).Distinct().Count());
        Assert.All(v.Terms, t => Assert.Matches("^[A-Z]+(_[A-Z]+)*$", t.Name));
        Assert.All(v.Terms, t => Assert.NotEmpty(t.Description));
    });

    [Theory]
    [InlineData(EntityKind.Country, "name officialName dissolvedOn memberOf")]
    [InlineData(EntityKind.Organisation, "name country locatedIn parent infiltrated")]
    [InlineData(EntityKind.Diplomat, "name nationality rank mission department allegedAffiliation allegedActivity")]
    [InlineData(EntityKind.Person, "name nationality occupation allegedAffiliation allegedActivity recruitedOn arrestedOn sentence")]
    [InlineData(EntityKind.Episode, "name startedOn endedOn statedTotal partyCount cause")]
    [InlineData(EntityKind.Expulsion, "expellingParty sendingParty headcount measure status announcedOn executedOn deadline publicity statedReason inResponseTo partOf expelledDiplomat fromMission")]
    public void All_that_the_domain_starts_with_is_there(EntityKind subject, string fields) =>
        Assert.Empty(fields.Split(' ').Except(PropertyRegistry.Of(subject).Select(p => p.Field)));

    [Fact]
    public void The_measures_and_how_far_they_got_are_those_of_the_domain()
    {
        Assert.Subset(
            Vocabularies.Measure.Terms.Select(t => t.Name).ToHashSet(),
            new HashSet<string>
            {
                "PERSONA_NON_GRATA", "ASKED_TO_LEAVE", "RECALLED", "ACCREDITATION_REVOKED", "VISA_NOT_RENEWED", "POST_ABOLISHED", "PRESENTED_AS_ROTATION",
            });
        Assert.Equal(["PROPOSED", "ANNOUNCED", "EXECUTED", "REJECTED"], Vocabularies.ExpulsionStatus.Terms.Select(t => t.Name));
        Assert.Equal(["PUBLIC", "SECRET"], Vocabularies.Publicity.Terms.Select(t => t.Name));
    }

    [Fact]
    public void A_property_is_found_by_its_name_and_its_number() => Assert.All(All, p =>
    {
        Assert.Same(p, PropertyRegistry.Find(p.Name));
        Assert.Same(p, PropertyRegistry.Get(p.Name));
        Assert.Same(p, PropertyRegistry.Get(p.Number));
        Assert.Equal($"{p.Subject}.{p.Field}", p.ToString());
    });

    [Fact]
    public void What_is_not_registered_is_not_found()
    {
        Assert.Null(PropertyRegistry.Find("expulsion.headcount"));
        Assert.Throws<KeyNotFoundException>(() => PropertyRegistry.Get("Expulsion.none"));
        Assert.Throws<KeyNotFoundException>(() => PropertyRegistry.Get(0));
    }

    [Fact]
    public void Slots_are_one_or_one_for_each_value_or_language()
    {
        Property With(Cardinality cardinality) => new(1, EntityKind.Person, "field", ValueKind.Text, cardinality, "A field.");
        var (fr, de) = (new TextValue("a", "fr"), new TextValue("a", "de"));
        Assert.Equal(("", ""), (With(Cardinality.One).SlotOf(fr), With(Cardinality.One).SlotOf(de)));
        Assert.Equal(("fr", "de"), (With(Cardinality.OnePerLanguage).SlotOf(fr), With(Cardinality.OnePerLanguage).SlotOf(de)));
        Assert.NotEqual(With(Cardinality.Many).SlotOf(fr), With(Cardinality.Many).SlotOf(de));
    }
}
