using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>A server with a few expulsions that differ in everything that lists are filtered by. Tests must not change it.</summary>
public sealed class SmallWorld(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    private readonly List<Step> steps = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var (code, label) in new[] { ("FR", "France"), ("DE", "Germany"), ("RU", "Russia"), ("SUHH", "Soviet Union") }) Add(new RegisterEntity(EntityKind.Country, code, label));
        Add(new RegisterEntity(EntityKind.Organisation, "eu", "Européan Union"));
        Add(new RegisterEntity(EntityKind.Episode, "wave", "The wave"));
        Source("ministry", SourceKind.OfficialStatement);
        Source("paper", SourceKind.Article);
        Source("other-paper", SourceKind.Article);
        Source("informant", SourceKind.Informant);
        Add(new CiteSource(Identifiers.Source("other-paper"), Identifiers.Source("paper"), CitationManner.Reprints, true, null));

        Expulsion("fr-ru", "FR", "RU", "2018-03", 4, "ministry", ("measure", new TermValue("PERSONA_NON_GRATA")), ("partOf", Entity(EntityKind.Episode, "wave")), ("partOf", Entity(EntityKind.Expulsion, "eu-ru")));
        Expulsion("de-ru", "DE", "RU", "2018-03-26/2018-04-01", 4, "paper", ("status", new TermValue("EXECUTED")), ("partOf", Entity(EntityKind.Episode, "wave")), ("partOf", Entity(EntityKind.Expulsion, "eu-ru")));
        Expulsion("ru-fr", "RU", "FR", "2018-03-30", 4, "other-paper", ("inResponseTo", Entity(EntityKind.Expulsion, "fr-ru")));
        Expulsion("eu-ru", null, "RU", "2018", 30, "paper", ("partOf", Entity(EntityKind.Episode, "wave")));
        Expulsion("fr-su", "FR", "SUHH", "1983-04-05", 47, "ministry", ("statedReason", new TextValue("Espionnage à l’Élysée", "fr")));
        Expulsion("de-su", "DE", "SUHH", null, null, "paper", ("status", new TermValue("PROPOSED")), ("publicity", new TermValue("SECRET")));
        // Contested by a rival number; and one that only an informant tells of.
        Say("fr-ru", "headcount", new HeadcountValue(Headcount.Exactly(5)), "paper");
        Expulsion("whispered", "FR", "RU", "2020~", 1, "informant", ("publicity", new TermValue("SECRET")));
        var result = await Recorder.RecordAsync(new("me"), steps);
        Assert.Empty(result.Refusals);
    }

    private void Expulsion(string key, string? by, string of, string? announced, int? headcount, string source, params (string Property, Value Value)[] more)
    {
        steps.Insert(0, new(new RegisterEntity(EntityKind.Expulsion, key, $"Expulsion {key}")));
        Say(key, "expellingParty", by is null ? Entity(EntityKind.Organisation, "eu") : Entity(EntityKind.Country, by), source);
        Say(key, "sendingParty", Entity(EntityKind.Country, of), source);
        if (announced is not null) Say(key, "announcedOn", new DateValue(EdtfDate.Parse(announced)), source);
        if (headcount is { } count) Say(key, "headcount", new HeadcountValue(Headcount.Exactly(count)), source);
        foreach (var (property, value) in more) Say(key, property, value, source);
    }

    private void Say(string key, string property, Value value, string source) => Add(new AssertClaim(
        Identifiers.Entity(EntityKind.Expulsion, key), $"Expulsion.{property}", value, Stance.Asserts, Identifiers.Source(source), []));

    private void Source(string key, SourceKind kind) => Add(new RegisterSource(key, new(kind, $"The {key}")));

    private void Add(object command) => steps.Add(new(command));

    private static EntityValue Entity(EntityKind kind, string key) => new(Identifiers.Entity(kind, key));
}
