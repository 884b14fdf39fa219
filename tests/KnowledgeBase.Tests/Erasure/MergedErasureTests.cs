using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>Entities that are one are erased as one; those that are not, are not.</summary>
public sealed class MergedErasureTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Token = "zqmerged";
    private readonly ServerWithUsers server = new(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await Record(new RegisterSource("s1", new(SourceKind.Outlet, "A paper")), Register("a", $"Anna {Token}"), Register("b", $"Bella {Token}"), Register("c", "Carla"), Register("d", $"Dora {Token}"));
        await Record(Said("a", $"Seen with {Token}"), Said("b", $"{Token} was seen"), Said("c", "Seen elsewhere"), Said("d", $"Not seen, {Token}"));
        await Record(new JudgeIdentity(Id("a"), Id("c"), IdentityVerdict.Unsure, $"Carla is like {Token}."));
        await Record(new MergeEntities(Id("a"), Id("b"), $"Both are {Token}."));
        await Record(new MergeEntities(Id("c"), Id("b"), $"Carla is {Token}, too."));
        await Record(Said("c", $"Carla, called {Token} then"));
        await Record(new UnmergeEntities(Id("c"), $"She is not {Token}."));
        await Record(new MergeEntities(Id("b"), Id("d"), $"Dora is {Token}, too."));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("d")]
    public async Task Whichever_of_the_merged_is_named_all_are_erased_and_who_turned_out_to_be_another_is_not(string named)
    {
        const string preview = "query($e: ID) { erasurePreview(entity: $e) { elsewhere { nodes { change { id } texts } } } }";
        var elsewhere = (await server.AskAs(PersonStory.Admin, preview, new { e = $"person:key-{named}" }).MustBeData())["erasurePreview"]!["elsewhere"]!["nodes"]!.AsArray();
        // What was said of Carla alone: it names another, and not by a name of hers.
        Assert.Empty(elsewhere);
        const string carla = """{ entity(key: "person:key-c") { changes(first: 100) { nodes { position kind } } claims { nodes { value { ... on TextValue { text } } } } } }""";
        var before = (await server.Ask(carla).MustBeData()).ToJsonString();

        var erased = await server.AskAs(PersonStory.Admin,
            "mutation($e: ID!) { eraseSubject(input: { entity: $e, reason: \"Asked for.\" }) { changes { kind } errors { ... on UserError { code } } } }", new { e = $"person:key-{named}" });
        erased.Is("""{"data":{"eraseSubject":{"changes":[{"kind":"SUBJECT_ERASED"},{"kind":"SUBJECT_ERASED"},{"kind":"SUBJECT_ERASED"}],"errors":[]}}}""");

        Assert.Equal(before, (await server.Ask(carla).MustBeData()).ToJsonString());
        // Left is what Carla's own claim says, which nobody asked to have redacted.
        var left = await TokenSearch.InTablesAsync(server.ConnectionString, Token, Cancel);
        Assert.Subset(new HashSet<string> { "log.mt_events: 1", "model.claim", "model.fact", "pg_stats" }, left.Select(t => t.StartsWith("log.", StringComparison.Ordinal) ? t : t.Split(':')[0]).ToHashSet());
        (await server.Ask("""{ entity(key: "person:key-c") { label erased { reason } facts { status } } }""")).Is(
            """{"data":{"entity":{"label":"Carla","erased":null,"facts":[{"status":"UNCONTESTED"},{"status":"UNCONTESTED"}]}}}""");
        (await server.Ask("""{ a: entity(key: "person:key-a") { label facts { status } } b: entity(key: "person:key-b") { label erased { reason } } }""")).Is(
            """{"data":{"a":{"label":"Erased on request","facts":[{"status":"ERASED"}]},"b":{"label":"Erased on request","erased":{"reason":"Asked for."}}}}""");
        Assert.Null((await server.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);

        await RebuildGivesTheSame();
    }

    [Fact]
    public async Task The_preview_names_all_that_are_one_by_now_and_counts_what_goes()
    {
        const string preview = """
            { erasurePreview(entity: "person:key-a") {
                counts { changes entities sources claims quotations } entities { key merge { into { key } } } source { key } claims(first: 1) { totalCount nodes { subject { key } } } changes { totalCount } } }
            """;
        var answer = (await server.AskAs(PersonStory.Admin, preview).MustBeData())["erasurePreview"]!;
        Assert.Equal(
            ["person:key-a>person:key-b", "person:key-b>person:key-d", "person:key-d>"],
            answer["entities"]!.AsArray().Select(e => $"{e!["key"]}>{e["merge"]?["into"]!["key"]}").Order());
        // Three registered, three claims, a judgement, three merges and the undoing of one.
        answer["counts"].Is("""{"changes":11,"entities":3,"sources":0,"claims":3,"quotations":0}""");
        Assert.Equal((11, 3), ((int)answer["changes"]!["totalCount"]!, (int)answer["claims"]!["totalCount"]!));
        Assert.Equal("person:key-d", (string)answer["claims"]!["nodes"]![0]!["subject"]!["key"]!);
        Assert.Null(answer["source"]);
    }

    [Fact]
    public async Task A_merge_of_others_that_is_worded_with_the_name_loses_its_reason_and_stays_what_it_was()
    {
        // Into what is itself merged: what it is now, is told by a merge that nothing is redacted of.
        await Record(Register("e", "Eva"), Register("f", "Fay"), Register("g", "Gia"));
        await Record(new MergeEntities(Id("f"), Id("g"), "The same."));
        await Record(new MergeEntities(Id("e"), Id("f"), $"As Anna {Token} says."));
        const string merges = """{ changes(last: 1) { nodes { id kind } } entity(key: "person:key-e") { key absorbed { key label merge { reason into { key } } } } }""";
        var before = await server.Ask(merges).MustBeData();
        Assert.Equal("ENTITY_MERGED", (string)before["changes"]!["nodes"]![0]!["kind"]!);

        await server.AskAs(
            PersonStory.Admin, "mutation($also: [ID!]) { eraseSubject(input: { entity: \"person:key-a\", reason: \"Asked for.\", alsoRedact: $also }) { errors { __typename } } }",
            new { also = new[] { (string)before["changes"]!["nodes"]![0]!["id"]! } }).MustBeData();

        (await server.Ask(merges).MustBeData())["entity"].Is(
            """
            {"key":"person:key-g","absorbed":[
              {"key":"person:key-f","label":"Fay","merge":{"reason":"The same.","into":{"key":"person:key-g"}}},
              {"key":"person:key-e","label":"Eva","merge":{"reason":"Erased on request","into":{"key":"person:key-f"}}}]}
            """);
        await RebuildGivesTheSame();
    }

    [Fact]
    public async Task Who_was_erased_is_no_longer_proposed_as_the_same_as_anybody()
    {
        const string candidates = "{ identityCandidates(kinds: [PERSON]) { nodes { entity { key } other { key } } } entity(key: \"person:key-x\") { identityCandidates { other { key } } } }";
        await Record(Register("x", $"Xenia {Token} Ivanova"), Register("y", $"Xenia {Token} Ivanova"), Register("z", $"Xenia {Token} Ivanova"));
        var before = (await server.Ask(candidates).MustBeData()).ToJsonString();
        Assert.Contains("key-y", before, StringComparison.Ordinal);

        foreach (var person in new[] { "x", "y" })
        {
            await server.AskAs(PersonStory.Admin, "mutation($e: ID!) { eraseSubject(input: { entity: $e, reason: \"Asked for.\" }) { errors { __typename } } }", new { e = $"person:key-{person}" }).MustBeData();
        }

        var after = await server.Ask(candidates).MustBeData();
        Assert.DoesNotContain("erased", after["identityCandidates"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(after["entity"]!["identityCandidates"]!.AsArray());
    }

    private async Task RebuildGivesTheSame()
    {
        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        foreach (var pageSize in new[] { 5_000, 1 })
        {
            await Rebuilding.RunAsync(database.ConnectionString, pageSize, Cancel);
            Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
        }
    }

    private static RegisterEntity Register(string key, string label) => new(EntityKind.Person, $"key-{key}", label);

    private static AssertClaim Said(string person, string text) => new(Id(person), "Person.allegedActivity", new TextValue(text), Stance.Asserts, Identifiers.Source("s1"), []);

    private static Guid Id(string key) => Identifiers.Entity(EntityKind.Person, $"key-{key}");

    private async Task Record(params object[] commands)
    {
        var result = await server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        Assert.NotEmpty(result.Changes);
    }
}
