using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Tests.Deciding;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Entities;

public sealed class EntityDeciderTests
{
    private static readonly Guid Sis = Identifiers.Entity(EntityKind.Organisation, "sis");
    private static readonly OrganisationRegistered SisRegistered = new(Sis, "sis", "SIS");

    private static Given<Entity> Given(params object[] events) => new(Entity.Evolve, events);

    private static Outcome Register(EntityKind kind, string key, string label = "A label") =>
        Given().When(s => EntityDecider.Decide(s, new RegisterEntity(kind, key, label)));

    private static Outcome Relabel(Given<Entity> given, string label, string? reason = null) =>
        given.When(s => EntityDecider.Decide(s, new RelabelEntity(Sis, label, reason)));

    [Theory]
    [InlineData("FR")]
    [InlineData("SUHH")]
    public void A_country_is_registered_by_its_code(string code) =>
        Register(EntityKind.Country, code, " France ").Then(new CountryRegistered(Identifiers.Entity(EntityKind.Country, code), code, "France"));

    [Fact]
    public void An_import_leaves_an_entity_as_it_is_called_unless_that_only_stood_in_for_a_name()
    {
        var command = new RegisterEntity(EntityKind.Organisation, "sis", "Service") { KeepsExisting = true, InsteadOf = "Q1" };
        Given(SisRegistered).When(s => EntityDecider.Decide(s, command)).ThenNothing();
        Given(new OrganisationRegistered(Sis, "sis", "Q1")).When(s => EntityDecider.Decide(s, command)).Then(new EntityRelabelled(Sis, "Service", "It was known by an id alone."));
        Given().When(s => EntityDecider.Decide(s, command)).Then(new OrganisationRegistered(Sis, "sis", "Service"));
    }

    [Fact]
    public void An_organisation_is_registered() => Register(EntityKind.Organisation, "sis", "SIS").Then(SisRegistered);

    [Fact]
    public void A_diplomat_is_registered() =>
        Register(EntityKind.Diplomat, "d1").Then(new DiplomatRegistered(Identifiers.Entity(EntityKind.Diplomat, "d1"), "d1", "A label"));

    [Fact]
    public void A_person_is_registered() =>
        Register(EntityKind.Person, "p1").Then(new PersonRegistered(Identifiers.Entity(EntityKind.Person, "p1"), "p1", "A label"));

    [Fact]
    public void An_expulsion_is_registered() =>
        Register(EntityKind.Expulsion, "fr-ru-2020").Then(new ExpulsionRegistered(Identifiers.Entity(EntityKind.Expulsion, "fr-ru-2020"), "fr-ru-2020", "A label"));

    [Fact]
    public void An_episode_is_registered() =>
        Register(EntityKind.Episode, "skripal").Then(new EpisodeRegistered(Identifiers.Entity(EntityKind.Episode, "skripal"), "skripal", "A label"));

    [Theory]
    [InlineData("fr")]
    [InlineData("XX")]
    [InlineData("FRA")]
    [InlineData("")]
    [InlineData("FR\n")]
    public void An_unknown_country_code_is_refused(string code) =>
        Register(EntityKind.Country, code).ThenRefused(RefusalCodes.UnknownCountryCode, "code");

    [Theory]
    [InlineData("Upper")]
    [InlineData("two words")]
    [InlineData("-first")]
    [InlineData("a--b")]
    [InlineData("ends\n")]
    [InlineData("ж")]
    public void A_key_that_is_no_slug_is_refused(string key) => Register(EntityKind.Person, key).ThenRefused(RefusalCodes.Malformed, "key");

    [Fact]
    public void An_empty_key_is_refused() => Register(EntityKind.Person, " ").ThenRefused(RefusalCodes.Empty, "key");

    [Fact]
    public void A_key_that_is_too_long_is_refused() =>
        Register(EntityKind.Person, new('a', Limits.Key + 1)).ThenRefused(RefusalCodes.TooLong, "key");

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData(null)]
    public void An_empty_label_is_refused(string? label) => Register(EntityKind.Person, "p", label!).ThenRefused(RefusalCodes.Empty, "label");

    [Fact]
    public void A_label_that_is_too_long_is_refused() =>
        Register(EntityKind.Person, "p", new('a', Limits.Label + 1)).ThenRefused(RefusalCodes.TooLong, "label");

    [Fact]
    public void Characters_that_cannot_be_stored_are_refused()
    {
        Register(EntityKind.Person, "p", "a\0b").ThenRefused(RefusalCodes.Malformed, "label");
        Register(EntityKind.Person, "p", "a\ud800b").ThenRefused(RefusalCodes.Malformed, "label");
        Register(EntityKind.Person, "p", "a\udc00").ThenRefused(RefusalCodes.Malformed, "label");
    }

    [Fact]
    public void A_pair_of_surrogates_is_a_character() =>
        Register(EntityKind.Person, "p", "🕵").Then(new PersonRegistered(Identifiers.Entity(EntityKind.Person, "p"), "p", "🕵"));

    [Fact]
    public void A_kind_that_there_is_not_is_refused() => Register((EntityKind)99, "p").ThenRefused(RefusalCodes.Malformed, "kind");

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Register(EntityKind.Country, "XX", "").ThenRefused((RefusalCodes.Empty, "label"), (RefusalCodes.UnknownCountryCode, "code"));

    [Fact]
    public void Registering_again_with_another_label_is_refused() => Given(SisRegistered)
        .When(s => EntityDecider.Decide(s, new RegisterEntity(EntityKind.Organisation, "sis", "MI6")))
        .ThenRefused(RefusalCodes.AlreadyRegistered, "label");

    [Fact]
    public void An_entity_is_relabelled() => Relabel(Given(SisRegistered), " MI6 ", "usual name").Then(new EntityRelabelled(Sis, "MI6", "usual name"));

    [Fact]
    public void Its_own_label_again_changes_nothing() => Relabel(Given(SisRegistered), "SIS").ThenNothing();

    [Fact]
    public void An_entity_that_is_not_registered_is_not_relabelled() => Relabel(Given(), "MI6").ThenRefused(RefusalCodes.NotFound, "entity");

    [Fact]
    public void Nor_without_a_label() => Relabel(Given(SisRegistered), "").ThenRefused(RefusalCodes.Empty, "label");

    [Fact]
    public void Nor_for_a_reason_that_is_too_long() =>
        Relabel(Given(SisRegistered), "MI6", new('a', Limits.Reason + 1)).ThenRefused(RefusalCodes.TooLong, "reason");

    [Fact]
    public void Events_of_other_concepts_change_nothing()
    {
        Assert.Null(Given(new EntityRelabelled(Sis, "MI6", null)).State);
        Assert.Equal(new Entity(Sis, EntityKind.Organisation, "sis", "SIS"), Given(SisRegistered, "something else").State);
    }
}
