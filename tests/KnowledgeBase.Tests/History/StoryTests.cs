using KnowledgeBase.Store.History;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.History;

/// <summary>What was recorded reads like a story.</summary>
public sealed class StoryTests(ToldServer server) : IClassFixture<ToldServer>
{
    [Fact]
    public void Every_kind_of_event_has_a_story() => Assert.Equal(EventNames.All.Keys.OrderBy(t => t.Name), Stories.Told.OrderBy(t => t.Name));

    [Fact]
    public async Task The_story_of_an_expulsion() => Assert.Equal(
        [
            "importer: France expels three was registered as an expulsion.",
            "importer: \"Three leave\" (Le Monde) reports about France expels three: headcount \"3\", according to Informants.",
            "importer: \"Three leave\" (Le Monde) states about France expels three: expelling party France.",
            "alice: The expulsion \"France expels\" was relabelled \"France expels three\": Others are named by their number.",
            "alice: The ministry states about France expels three: headcount \"5\".",
            "alice: The claim of \"Three leave\" (Le Monde) about France expels three (headcount \"3\") was ranked preferred, formerly normal: Counted the names.",
            "alice: The claim of \"Three leave\" (Le Monde) about France expels three (headcount \"3\") was ranked normal, formerly preferred: Two names were one.",
            "alice: The claim of \"Three leave\" (Le Monde) about France expels three (headcount \"3\") was graded 4 (doubtful): Miscounted.",
            "alice: The claim of \"Three leave\" (Le Monde) about France expels three (headcount \"3\") was graded 3 (possibly true), formerly 4: Not by much.",
            "bob: The claim of The ministry about France expels three (headcount \"5\") was taken back by its source: The ministry said it was mistaken.",
            "bob: The ministry states about France expels three: headcount \"5\" (recorded again, after it was retracted).",
            "bob: \"The site\" (Le Monde) declines to comment on France expels three: headcount.",
            "bob: \"The site\" (Le Monde) states about France expels three: announced on 2018-03.",
            "bob: \"The site\" (Le Monde) states about France expels three: headcount \"4\".",
            "bob: The claim of \"Three leave\" (Le Monde) about France expels three (headcount \"3\") was withdrawn in favour of another, as recorded wrongly: It says four.",
            "bob: The claim of \"The site\" (Le Monde) about France expels three (headcount \"4\") was withdrawn, as recorded wrongly: Read in a hurry.",
        ],
        await Told("entity(key: \"expulsion:fr-ru\")"));

    [Fact]
    public async Task The_story_of_a_source() => Assert.Equal(
        [
            "importer: \"The site\" (Le Monde) was registered as an article.",
            "bob: The description of \"The site\" (Le Monde) was changed: title, address, publisher, date of publication and language.",
            "bob: \"The site\" (Le Monde) was found to quote The ministry, which was not consulted itself.",
            "bob: The citation of The ministry by \"The site\" (Le Monde) was corrected: it reprints it.",
            "bob: \"Three leave\" (Le Monde) and \"The site\" (Le Monde) were judged dependent on each other: One author.",
            "bob: \"Three leave\" (Le Monde) and \"The site\" (Le Monde) were judged independent of each other, formerly dependent: Two authors of one name.",
            "bob: The citation of The ministry by \"The site\" (Le Monde) was removed: Another ministry.",
            "bob: \"The site\" (Le Monde) was graded B (usually reliable): Corrects its mistakes.",
            "bob: \"The site\" (Le Monde) was graded D (not usually reliable), formerly B: It no longer does.",
        ],
        (await Told("source(key: \"site\")")).Select(s => s.Replace("\"The site\" (Le Monde) and \"Three leave\" (Le Monde)", "\"Three leave\" (Le Monde) and \"The site\" (Le Monde)", StringComparison.Ordinal)));

    [Fact]
    public async Task The_story_of_a_source_that_was_taken_back() => Assert.Equal(
        ["importer: The ministry was registered as an official statement.", "bob: The ministry was taken back as a whole: Forged."],
        await Told("source(key: \"ministry\")"));

    [Fact]
    public async Task The_story_of_a_claim()
    {
        var data = await server.Ask("{ source(key: \"ministry\") { claims(first: 1) { nodes { changes { nodes { kind summary } } } } } }").MustBeData();
        Assert.Equal(
            ["CLAIM_ASSERTED", "CLAIM_RETRACTED", "CLAIM_ASSERTED"],
            data["source"]!["claims"]!["nodes"]![0]!["changes"]!["nodes"]!.AsArray().Select(c => c!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Names_are_those_known_through_the_lens()
    {
        var story = await Told("entity(key: \"expulsion:fr-ru\")", await RecordedAt(0));
        Assert.Equal(
            [
                "importer: France expels was registered as an expulsion.",
                "importer: \"Three leave\" (Le Monde) reports about France expels: headcount \"3\", according to Informants.",
                "importer: \"Three leave\" (Le Monde) states about France expels: expelling party France.",
            ],
            story);
    }

    [Fact]
    public async Task What_a_description_changed_is_told_field_by_field()
    {
        var data = await server.Ask(
            """
            { source(key: "site") { changes(first: 2) { nodes { details { field from { text sources { key } } to { text sources { key } } } } } } }
            """).MustBeData();
        data["source"]!["changes"]!["nodes"]!.Is(
            """
            [{"details":[
              {"field":"key","from":null,"to":{"text":"site","sources":[]}},
              {"field":"kind","from":null,"to":{"text":"ARTICLE","sources":[]}},
              {"field":"title","from":null,"to":{"text":"A site","sources":[]}}]},
             {"details":[
              {"field":"title","from":{"text":"A site","sources":[]},"to":{"text":"The site","sources":[]}},
              {"field":"url","from":null,"to":{"text":"https://site.example/1","sources":[]}},
              {"field":"publisher","from":null,"to":{"text":"Le Monde","sources":[{"key":"le-monde"}]}},
              {"field":"publishedOn","from":null,"to":{"text":"2018-04-01","sources":[]}},
              {"field":"language","from":null,"to":{"text":"fr","sources":[]}}]}]
            """);
    }

    [Fact]
    public async Task What_was_said_graded_ranked_and_taken_back_is_told_field_by_field()
    {
        var data = await server.Ask(
            """
            { entity(key: "expulsion:fr-ru") { changes(first: 100) { nodes { kind details { field from { text } to { text entities { key } claims { property } } } } } } }
            """).MustBeData();
        var byKind = data["entity"]!["changes"]!["nodes"]!.AsArray().ToLookup(c => c!["kind"]!.GetValue<string>(), c => c!["details"]);
        byKind["ENTITY_RELABELLED"].Single().Is(
            """
            [{"field":"label","from":{"text":"France expels"},"to":{"text":"France expels three","entities":[],"claims":[]}},
             {"field":"reason","from":null,"to":{"text":"Others are named by their number.","entities":[],"claims":[]}}]
            """);
        byKind["CLAIM_ASSERTED"].First().Is(
            """
            [{"field":"subject","from":null,"to":{"text":"France expels three","entities":[{"key":"expulsion:fr-ru"}],"claims":[]}},
             {"field":"property","from":null,"to":{"text":"EXPULSION_HEADCOUNT","entities":[],"claims":[]}},
             {"field":"value","from":null,"to":{"text":"3","entities":[],"claims":[]}},
             {"field":"stance","from":null,"to":{"text":"REPORTS","entities":[],"claims":[]}},
             {"field":"source","from":null,"to":{"text":"\"Three leave\" (Le Monde)","entities":[],"claims":[]}},
             {"field":"attributedTo","from":null,"to":{"text":"Informants, which has it from Le Monde","entities":[],"claims":[]}}]
            """);
        byKind["CLAIM_RANKED"].Last().Is(
            """
            [{"field":"rank","from":{"text":"PREFERRED"},"to":{"text":"NORMAL","entities":[],"claims":[]}},
             {"field":"reason","from":{"text":"Counted the names"},"to":{"text":"Two names were one.","entities":[],"claims":[]}}]
            """);
        byKind["CLAIM_CREDIBILITY_GRADED"].Last().Is(
            """
            [{"field":"credibility","from":{"text":"DOUBTFUL"},"to":{"text":"POSSIBLY_TRUE","entities":[],"claims":[]}},
             {"field":"reason","from":{"text":"Miscounted."},"to":{"text":"Not by much.","entities":[],"claims":[]}}]
            """);
        byKind["CLAIM_RETRACTED"].Single().Is(
            """
            [{"field":"standing","from":{"text":"STANDING"},"to":{"text":"RETRACTED","entities":[],"claims":[]}},
             {"field":"retractedOn","from":null,"to":{"text":"2018-04","entities":[],"claims":[]}},
             {"field":"reason","from":null,"to":{"text":"The ministry said it was mistaken.","entities":[],"claims":[]}}]
            """);
        byKind["CLAIM_WITHDRAWN"].First().Is(
            """
            [{"field":"standing","from":{"text":"STANDING"},"to":{"text":"SUPERSEDED","entities":[],"claims":[]}},
             {"field":"supersededBy","from":null,"to":{"text":"another claim","entities":[],"claims":[{"property":"EXPULSION_HEADCOUNT"}]}},
             {"field":"reason","from":null,"to":{"text":"It says four.","entities":[],"claims":[]}}]
            """);
    }

    /// <summary>When the last change of a step was recorded.</summary>
    private async Task<string> RecordedAt(int step)
    {
        var data = await server.Ask("{ changes(first: 100) { nodes { position recordedAt } } }").MustBeData();
        return data["changes"]!["nodes"]!.AsArray().Single(c => c!["position"]!.GetValue<long>() == server.Positions[step])!["recordedAt"]!.GetValue<string>();
    }

    private async Task<IReadOnlyList<string>> Told(string node, string? knownAt = null)
    {
        var query = $"{node} {{ changes(first: 100) {{ nodes {{ recordedBy summary }} }} }}";
        var data = await server.Ask($"{{ {(knownAt is null ? query : $"through(lens: {{ knownAt: \"{knownAt}\" }}) {{ {query} }}")} }}").MustBeData();
        var field = node[..node.IndexOf('(', StringComparison.Ordinal)];
        return [.. (knownAt is null ? data : data["through"]!)[field]!["changes"]!["nodes"]!.AsArray().Select(c => $"{c!["recordedBy"]}: {c["summary"]}")];
    }
}
