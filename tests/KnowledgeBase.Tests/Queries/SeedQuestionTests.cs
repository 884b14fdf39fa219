using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Queries;

/// <summary>The question that the base has to answer; the server is this test's own, because it goes on recording.</summary>
public sealed class SeedQuestionTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string Corroboration = """
        { entity(key: "expulsion:fr-ru-2020") { ... on Expulsion { headcountFact {
            value { min max } status corroboration { namedRoots unattributedRoots independence } } } } }
        """;

    private static readonly Guid French = Identifiers.Entity(EntityKind.Expulsion, "fr-ru-2020");

    [Fact]
    public async Task The_french_expulsion_rests_on_one_unattributed_root_until_the_ministry_speaks()
    {
        (await server.Ask("""
            { entity(key: "expulsion:fr-ru-2020") { ... on Expulsion {
                headcountFact { corroboration { roots { kind source { key } paths { key } pathsAreAll } } }
                responses { key inResponseTo { key } }
                statusFact { neutral { nodes { stance source { key } } } }
                espionage: statedReasonFact { alternatives { value corroboration { namedRoots unattributedRoots } } }
            } } }
            """)).Is("""
            { "data": { "entity": {
              "headcountFact": { "corroboration": { "roots": [{ "kind": "UNATTRIBUTED", "source": { "key": "informants-lesechos" },
                "paths": [[{ "key": "art-lesechos" }, { "key": "informants-lesechos" }], [{ "key": "seed-topcor-en" }, { "key": "art-lesechos" }, { "key": "informants-lesechos" }]],
                "pathsAreAll": true }] } },
              "responses": [{ "key": "expulsion:ru-fr-2020", "inResponseTo": { "key": "expulsion:fr-ru-2020" } }],
              "statusFact": { "neutral": { "nodes": [
                { "stance": "DECLINES_COMMENT", "source": { "key": "seed-topcor-en" } },
                { "stance": "DECLINES_COMMENT", "source": { "key": "official-ru-mfa" } },
                { "stance": "DECLINES_COMMENT", "source": { "key": "official-ru-embassy-paris" } },
                { "stance": "DECLINES_COMMENT", "source": { "key": "mignews-2021" } },
                { "stance": "DECLINES_COMMENT", "source": { "key": "official-ru-mfa" } },
                { "stance": "DECLINES_COMMENT", "source": { "key": "official-fr-embassy-moscow" } },
                { "stance": "SPECULATES", "source": { "key": "lenta-imag-2021" } }] } },
              "espionage": { "alternatives": [
                { "value": "caught in an act of espionage", "corroboration": { "namedRoots": 0, "unattributedRoots": 1 } },
                { "value": "activity incompatible with diplomatic status", "corroboration": { "namedRoots": 0, "unattributedRoots": 1 } }] }
            } } }
            """);
        await Counts(0, 1, "SINGLE_ROOT");

        // Another site prints the story again: no new root.
        var site = Identifiers.Source("seed-topcor-en");
        await Record(
            new RegisterSource("reprint", new(SourceKind.Article, "A reprint")), new CiteSource(Identifiers.Source("reprint"), site, CitationManner.Reprints, true, null),
            OneExpelled("reprint", Stance.Reports));
        await Counts(0, 1, "SINGLE_ROOT");

        // The ministry confirms it: one named root, beside the unattributed one.
        await Record(new RegisterSource("mfa-statement", new(SourceKind.OfficialStatement, "Statement of the French ministry")), OneExpelled("mfa-statement", Stance.Confirms));
        await Counts(1, 1, "NOT_ESTABLISHED");
    }

    private async Task Counts(int named, int unattributed, string independence) => (await server.Ask(Corroboration)).Is($$"""
        { "data": { "entity": { "headcountFact": { "value": { "min": 1, "max": 1 }, "status": "UNCONTESTED",
          "corroboration": { "namedRoots": {{named}}, "unattributedRoots": {{unattributed}}, "independence": "{{independence}}" } } } } }
        """);

    private async Task Record(params object[] commands) =>
        Assert.Empty((await server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))])).Refusals);

    private static AssertClaim OneExpelled(string source, Stance stance) => new(
        French, "Expulsion.headcount", new HeadcountValue(Headcount.Exactly(1)), stance, Identifiers.Source(source), []);
}
