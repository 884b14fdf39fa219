using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>What a snapshot shows of somebody who is erased is not shown again: not by its text, a quotation, a lens, a check or a rebuild.</summary>
public sealed class SnapshotErasureTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Shown = """
        sources { nodes { key snapshots { nodes { sha256 length takenAt url text } } changes(first: 20) { nodes { summary details { to { text } } } } } }
        claims { nodes { note quotation { text status places checkedAgainst { takenAt } lastFoundIn { takenAt } } } } search(text: "Erna Zylinder") { totalCount }
        """;

    private readonly ServerWithUsers server = new(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Guid Other => Identifiers.Entity(EntityKind.Person, "other");

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await Record(
            new RegisterEntity(EntityKind.Person, "erna-z", "Erna Zylinder"), new RegisterEntity(EntityKind.Person, "other", "Somebody else"),
            new RegisterSource("paper", new(SourceKind.Article, "A paper")), new RegisterSource("twin", new(SourceKind.Article, "Another paper")));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_snapshot_that_names_somebody_goes_and_its_quotations_are_checked_without_it_for_ever()
    {
        // Of others: erased with nobody, and checked against what is erased.
        await Record(Quoting("paper", "met them in Lyon"), Quoting("paper", "in Paris"));
        await Record(Taken("paper", "Nobody was in Paris.", 1));
        await Record(Taken("paper", "<p>ERNA ZÝLINDER met them in Lyon.", 2, "text/html"));
        Assert.Equal(["met them in Lyon EXACT 1 02 02", "in Paris SNAPSHOT_CHANGED 0 02 01"], await Quotations());
        var then = await LastInstant();

        await EraseAsync(await ElsewhereAsync());

        string[] checkedWithout = ["met them in Lyon MISSING 0 01 -", "in Paris EXACT 1 01 01"];
        Assert.Equal(checkedWithout, await Quotations());
        // From before it, too.
        Assert.Equal(checkedWithout, await Quotations(then));
        await NowhereAsync(then);
        (await server.Ask("{ source(key: \"paper\") { snapshots { nodes { sha256 length text change { kind } } } changes(last: 1) { nodes { summary } } } }").MustBeData())["source"].Is(
            $$$"""
            {"snapshots":{"nodes":[{"sha256":"{{{Taken("paper", "Nobody was in Paris.", 1).Sha256}}}","length":20,"text":"Nobody was in Paris.","change":{"kind":"SOURCE_SNAPSHOT_TAKEN"}},
              {"sha256":null,"length":0,"text":null,"change":{"kind":"SOURCE_SNAPSHOT_TAKEN"}}]},
             "changes":{"nodes":[{"summary":"What \"A paper\" showed on 2021-03-02 was kept, and erased since."}]}}
            """);

        // Checked again, which does not find what is gone.
        await Record(Taken("paper", "No more of it.", 3));
        Assert.Equal(["met them in Lyon MISSING 0 03 -", "in Paris SNAPSHOT_CHANGED 0 03 01"], await Quotations());
        await server.RestartAsync();
        await NowhereAsync(then);
        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        foreach (var pageSize in new[] { 5_000, 3, 1 })
        {
            await Rebuilding.RunAsync(database.ConnectionString, pageSize, Cancel);
            Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
            Assert.Empty(await TokenSearch.InTablesAsync(database.ConnectionString, "in Lyon.", Cancel));
        }
    }

    [Theory]
    [InlineData("<title>The case of Erna Zylinder</title><p>Nothing.", "text/html")]
    [InlineData("<meta name=author content='Erna Z&yacute;linder'><p>Nothing.", "text/html")]
    [InlineData("<!-- by Erna Zylinder --><p>Nothing.", "text/html")]
    [InlineData("<script>const who = 'Erna Zylinder'</script><p hidden>-</p><p>Nothing.", "text/html")]
    [InlineData("<p>Nothing.<img alt='Erna Zylinder'>", "text/html")]
    [InlineData("<p>Nothing.<p style='display: none'>Erna <b>Zylinder</b>", "text/html")]
    [InlineData("<p>Erna <b>Zylinder</b>", "text/html")]
    [InlineData("Erna\n  Zylinder", "text/plain")]
    [InlineData("Erna\u00a0Zylin\u00adder", "text/plain")]
    public async Task A_name_is_found_wherever_in_the_bytes_it_stands(string content, string mediaType)
    {
        await Record(Taken("paper", content, 1, mediaType), Taken("twin", "Of nobody.", 1));
        Assert.Single(await ElsewhereAsync());
        await EraseAsync(await ElsewhereAsync());
        await NowhereAsync();
        Assert.Equal(["Of nobody."], await ContentsAsync());
    }

    [Fact]
    public async Task What_two_sources_showed_goes_when_it_is_erased_of_both_and_not_before()
    {
        const string text = "Erna Zylinder was there.";
        await Record(Taken("paper", text, 1), Taken("twin", text, 2), Taken("twin", text, 3, "text/html"));
        var elsewhere = await ElsewhereAsync();
        Assert.Equal(3, elsewhere.Count);
        await EraseAsync(elsewhere.Take(1));
        Assert.Equal(["twin", "twin"], await TextsOf(text));
        // Kept for the other media type alone, of which it is the same bytes.
        await EraseAsync(elsewhere.Skip(1).Take(1));
        Assert.Equal(["twin"], await TextsOf(text));
        await using (var database = Npgsql.NpgsqlDataSource.Create(server.ConnectionString))
        {
            Assert.Equal(["text/html;charset=utf-8"], await TokenSearch.ListAsync(database, "select media_type from log.snapshot_text", Cancel));
        }

        await EraseAsync(elsewhere.Skip(2));
        Assert.Empty(await TextsOf(text));
        await NowhereAsync();
        Assert.Empty(await ContentsAsync());
    }

    private async Task<IReadOnlyList<string>> TextsOf(string text) =>
    [
        .. (await server.Ask("{ sources { nodes { key snapshots { nodes { text } } } } }").MustBeData())["sources"]!["nodes"]!.AsArray()
            .SelectMany(s => s!["snapshots"]!["nodes"]!.AsArray().Where(n => (string?)n!["text"] == text).Select(_ => (string)s["key"]!)),
    ];

    private async Task NowhereAsync(string? then = null)
    {
        Assert.Empty(await TokenSearch.InTablesAsync(server.ConnectionString, "Erna Zylinder", Cancel));
        Assert.Empty(await TokenSearch.InTablesAsync(server.ConnectionString, "ERNA ZÝLINDER", Cancel));
        foreach (var query in new[] { $"{{ {Shown} }}" }.Concat(then is null ? [] : [$"{{ through(lens: {{ knownAt: \"{then}\" }}) {{ {Shown} }} }}"]))
        {
            var answer = (await server.Ask(query).MustBeData()).ToJsonString();
            Assert.DoesNotContain("Erna", answer, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\"search\":{\"totalCount\":0}", answer, StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyList<string>> ContentsAsync()
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(server.ConnectionString);
        return await TokenSearch.ListAsync(database, "select convert_from(bytes, 'UTF8') from log.snapshot_content order by 1", Cancel);
    }

    /// <summary>Each with its status, places, and the days of what it was compared with and last found in.</summary>
    private async Task<IReadOnlyList<string>> Quotations(string? knownAt = null)
    {
        const string claims = "claims { nodes { quotation { text status places checkedAgainst { takenAt } lastFoundIn { takenAt } } } }";
        var data = await server.Ask(knownAt is null ? $"{{ {claims} }}" : $"{{ through(lens: {{ knownAt: \"{knownAt}\" }}) {{ {claims} }} }}").MustBeData();
        var nodes = (knownAt is null ? data : data["through"]!)["claims"]!["nodes"]!.AsArray().Select(n => n!["quotation"]!);
        return [.. nodes.Select(q => $"{q["text"]} {q["status"]} {q["places"]} {Day(q["checkedAgainst"])} {Day(q["lastFoundIn"])}").OrderByDescending(q => q, StringComparer.Ordinal)];

        static string Day(JsonNode? snapshot) => ((string?)snapshot?["takenAt"])?[8..10] ?? "-";
    }

    private async Task<string> LastInstant() => (string)(await server.Ask("{ changes(last: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]![0]!["recordedAt"]!;

    private async Task<IReadOnlyList<string>> ElsewhereAsync()
    {
        var preview = (await server.AskAs(PersonStory.Admin, "{ erasurePreview(entity: \"person:erna-z\") { elsewhere(first: 100) { nodes { change { id } } } } }").MustBeData())["erasurePreview"]!;
        return [.. preview["elsewhere"]!["nodes"]!.AsArray().Select(n => (string)n!["change"]!["id"]!)];
    }

    private async Task EraseAsync(IEnumerable<string> alsoRedact)
    {
        var payload = (await server.AskAs(
            PersonStory.Admin,
            "mutation($also: [ID!]) { eraseSubject(input: { entity: \"person:erna-z\", reason: \"Asked for.\", alsoRedact: $also }) { errors { __typename ... on UserError { code path } } } }",
            new { also = alsoRedact.ToArray() }).MustBeData())["eraseSubject"]!;
        Assert.Empty(payload["errors"]!.AsArray());
    }

    private static TakeSnapshot Taken(string source, string text, int day, string mediaType = "text/plain") =>
        TakeSnapshot.OfText(Identifiers.Source(source), text, mediaType, new(2021, 3, day, 0, 0, 0, TimeSpan.Zero));

    private static AssertClaim Quoting(string source, string words) => new(
        Other, "Person.statement", new TextValue($"A remark: {words}"), Stance.Asserts, Identifiers.Source(source), [], Quotation: new(words, null, null));

    private async Task Record(params object[] commands)
    {
        var result = await server.Recorder.RecordAsync(new("curator"), [.. commands.Select(c => new Step(c))], cancellation: Cancel);
        Assert.Empty(result.Refusals);
        Assert.NotEmpty(result.Changes);
    }
}
