using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Mutations;
using KnowledgeBase.Tests.Queries;
using Npgsql;

namespace KnowledgeBase.Tests.Snapshots;

/// <summary>Snapshots and quotations through the API.</summary>
public sealed class SnapshotTests(StoryServer server) : IClassFixture<StoryServer>
{
    private const string Errors = "errors { __typename ... on UserError { code path } }";

    private async Task<JsonNode> Snapshot(string source, string content, string takenAt, string mediaType = "text/plain", string kind = "text") => (await server.Ask(
        $$"""
        mutation($input: SnapshotSourceInput!) {
          snapshotSource(input: $input) { snapshot { mediaType length takenAt url text change { kind } source { key } } source { version } changes { kind } {{Errors}} }
        }
        """,
        new { input = new Dictionary<string, object> { ["source"] = source, [kind] = content, ["takenAt"] = takenAt, ["mediaType"] = mediaType, ["url"] = "https://archive.example/1" } }).MustBeData())["snapshotSource"]!;

    private async Task Register(params string[] keys)
    {
        foreach (var key in keys)
        {
            await server.Ask("mutation($key: String!) { registerSource(input: { key: $key, kind: ARTICLE, title: $key }) { source { id } } }", new { key }).MustBeData();
        }
    }

    private async Task<JsonNode> Quote(string source, string exact, string? readIn = null, string? prefix = null)
    {
        var claim = new { subject = "expulsion:fr-ru", property = "EXPULSION_COMMENTARY", value = new { text = new { text = "A remark" } }, source, readIn, stance = "ASSERTS", quotation = new { text = exact, prefix } };
        var payload = await server.AssertClaims([claim], "claims { id quotation { status places } }");
        Assert.Empty(payload["errors"]!.AsArray());
        return payload["claims"]![0]!;
    }

    private async Task<string> Check(JsonNode claim)
    {
        var data = await server.Ask(
            "query($id: ID!) { node(id: $id) { ... on Claim { quotation { status places checkedAgainst { takenAt } lastFoundIn { takenAt } } } } }", new { id = (string)claim["id"]! }).MustBeData();
        var quotation = data["node"]!["quotation"]!;
        return $"{quotation["status"]} {quotation["places"]} {Day("checkedAgainst")} {Day("lastFoundIn")}";

        string Day(string field) => ((string?)quotation[field]?["takenAt"])?[..10] ?? "-";
    }

    [Fact]
    public async Task A_snapshot_is_kept_with_the_text_that_a_reader_sees_and_kept_once()
    {
        await Register("kept");
        const string expected = """
            {"snapshot":{"mediaType":"text/html;charset=utf-8","length":38,"takenAt":"2021-03-01T12:00:00Z","url":"https://archive.example/1","text":"He left.\nLate.",
            "change":{"kind":"SOURCE_SNAPSHOT_TAKEN"},"source":{"key":"kept"}},"source":{"version":2},"changes":CHANGES,"errors":[]}
            """;
        const string html = "<script>1</script><p>He left.<p>Late.";
        (await Snapshot("kept", html + " ", "2021-03-01T12:00:00Z", "text/html")).Is(expected.Replace("CHANGES", """[{"kind":"SOURCE_SNAPSHOT_TAKEN"}]""", StringComparison.Ordinal));
        (await Snapshot("kept", html + " ", "2021-03-05T12:00:00Z", "text/html")).Is(expected.Replace("CHANGES", "[]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quotation_is_checked_when_it_is_recorded_and_whenever_a_snapshot_is_added()
    {
        await Register("checked");
        var claim = await Quote("checked", "“must leave”");
        Assert.Equal("NO_SNAPSHOT 0 - -", await Check(claim));
        await Snapshot("checked", "Nobody must leave.", "2021-03-10T00:00:00Z");
        Assert.Equal("MISSING 0 2021-03-10 -", await Check(claim));
        await Snapshot("checked", "They \"must  leave\".", "2021-03-05T00:00:00Z");
        Assert.Equal("SNAPSHOT_CHANGED 0 2021-03-10 2021-03-05", await Check(claim));
        await Snapshot("checked", "They “must leave”.", "2021-03-20T00:00:00Z");
        Assert.Equal("EXACT 1 2021-03-20 2021-03-20", await Check(claim));
        await Snapshot("checked", "“must leave” and “must leave”.", "2021-03-25T00:00:00Z");
        Assert.Equal("AMBIGUOUS 2 2021-03-25 2021-03-25", await Check(claim));
        await Snapshot("checked", "All is well.", "2021-03-30T00:00:00Z");
        Assert.Equal("SNAPSHOT_CHANGED 0 2021-03-30 2021-03-25", await Check(claim));
        // One that is recorded only now is compared with all of them.
        Assert.Equal("SNAPSHOT_CHANGED 0 2021-03-30 2021-03-10", await Check(await Quote("checked", "Nobody must leave")));
        Assert.Equal("MISSING 0 2021-03-30 -", await Check(await Quote("checked", "Nobody may leave")));
        var data = await server.Ask("{ source(key: \"checked\") { snapshots(first: 3) { totalCount nodes { takenAt } pageInfo { endCursor } } } }").MustBeData();
        Assert.Equal(5, (int)data["source"]!["snapshots"]!["totalCount"]!);
        Assert.Equal(["2021-03-05", "2021-03-10", "2021-03-20"], data["source"]!["snapshots"]!["nodes"]!.AsArray().Select(n => ((string)n!["takenAt"]!)[..10]));
        var rest = await server.Ask("query($after: String) { source(key: \"checked\") { snapshots(after: $after) { nodes { takenAt } } } }", new { after = (string)data["source"]!["snapshots"]!["pageInfo"]!["endCursor"]! }).MustBeData();
        Assert.Equal(["2021-03-25", "2021-03-30"], rest["source"]!["snapshots"]!["nodes"]!.AsArray().Select(n => ((string)n!["takenAt"]!)[..10]));
    }

    [Fact]
    public async Task How_a_quotation_compared_is_answered_as_it_was_known_then()
    {
        await Register("then");
        var claim = await Quote("then", "They left");
        var known = new List<(string Instant, string Answer)>();
        foreach (var (text, day) in new[] { ("They stayed.", "10"), ("They left.", "05"), ("They left.", "20"), ("They left. They left.", "25") })
        {
            known.Add((await LastInstant(), await Compared(null)));
            await Snapshot("then", text, $"2021-03-{day}T00:00:00Z");
        }

        known.Add((await LastInstant(), await Compared(null)));
        Assert.Equal(["NO_SNAPSHOT 0 0", "MISSING 0 1", "SNAPSHOT_CHANGED 0 2", "EXACT 1 3", "AMBIGUOUS 2 4"], known.Select(k => k.Answer));
        foreach (var (instant, answer) in known) Assert.Equal(answer, await Compared(instant));
        Assert.Equal("1", await Found(known[1].Instant, "MISSING"));
        Assert.Equal("0", await Found(known[4].Instant, "MISSING"));

        async Task<string> LastInstant() => (string)(await server.Ask("{ changes(last: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]![0]!["recordedAt"]!;

        async Task<string> Compared(string? instant)
        {
            var source = await Source(instant, "claims { nodes { id quotation { status places } } } snapshots { totalCount }");
            var one = Assert.Single(source["claims"]!["nodes"]!.AsArray())!;
            if (instant is null) Assert.Equal((string)claim["id"]!, (string)one["id"]!);
            return $"{one["quotation"]!["status"]} {one["quotation"]!["places"]} {source["snapshots"]!["totalCount"]}";
        }

        async Task<string> Found(string instant, string status) =>
            $"{(await Source(instant, $"claims(filter: {{quotationStatus: [{status}]}}) {{ totalCount }}"))["claims"]!["totalCount"]}";

        async Task<JsonNode> Source(string? instant, string fields)
        {
            var query = $"source(key: \"then\") {{ {fields} }}";
            var data = await server.Ask(instant is null ? $"{{ {query} }}" : $"{{ through(lens: {{knownAt: \"{instant}\"}}) {{ {query} }} }}").MustBeData();
            return (instant is null ? data : data["through"]!)["source"]!;
        }
    }

    [Fact]
    public async Task A_quotation_that_was_read_in_another_source_is_checked_there()
    {
        await Register("said-it", "reported-it");
        var claim = await Quote("said-it", "Out with them", readIn: "reported-it");
        await Snapshot("said-it", "Out with them", "2021-03-01T00:00:00Z");
        Assert.Equal("NO_SNAPSHOT 0 - -", await Check(claim));
        await Snapshot("reported-it", "He said: Out with them", "2021-03-02T00:00:00Z");
        Assert.Equal("EXACT 1 2021-03-02 2021-03-02", await Check(claim));
    }

    [Fact]
    public async Task Claims_are_listed_by_how_their_quotations_compare()
    {
        await Register("listed");
        await Snapshot("listed", "One two three.", "2021-03-01T00:00:00Z");
        var missing = await Quote("listed", "four");
        await Quote("listed", "two");
        var data = await server.Ask(
            """{ source(key: "listed") { missing: claims(filter: {quotationStatus: [MISSING]}) { nodes { id } } other: claims(filter: {not: {quotationStatus: [MISSING]}}) { totalCount } } }""").MustBeData();
        Assert.Equal((string)missing["id"]!, (string)Assert.Single(data["source"]!["missing"]!["nodes"]!.AsArray())!["id"]!);
        Assert.Equal(1, (int)data["source"]!["other"]!["totalCount"]!);
    }

    [Theory]
    [InlineData("text", "", "text/plain", "EMPTY", "text")]
    [InlineData("base64", "!", "text/plain", "MALFORMED", "base64")]
    [InlineData("base64", "6Q==", "text/plain", "SNAPSHOT_UNREADABLE", "base64")]
    [InlineData("text", "a", "image/png", "SNAPSHOT_MEDIA_TYPE", "mediaType")]
    [InlineData("text", "a\0", "text/plain", "MALFORMED", "text")]
    public async Task Bad_input_is_refused_with_its_place(string kind, string content, string mediaType, string code, string path)
    {
        var payload = await Snapshot("site", content, "2021-03-01T00:00:00Z", mediaType, kind);
        Assert.Null(payload["snapshot"]);
        payload["errors"].Is($$"""[{"__typename":"InvalidInputError","code":"{{code}}","path":["input","{{path}}"]}]""");
    }

    [Fact]
    public async Task An_unknown_source_and_an_old_version_are_refused()
    {
        (await Snapshot("nobody-knows-it", "a", "2021-03-01T00:00:00Z"))["errors"].Is("""[{"__typename":"NotFoundError","code":"NOT_FOUND","path":["input","source"]}]""");
        await Register("versioned");
        var data = await server.Ask(
            $$"""mutation { snapshotSource(input: { source: "versioned", mediaType: "text/plain", text: "a", takenAt: "2021-03-01T00:00:00Z", expectedVersion: 7 }) { {{Errors}} } }""").MustBeData();
        data["snapshotSource"]!["errors"].Is("""[{"__typename":"ConflictError","code":"CONFLICT","path":["input","expectedVersion"]}]""");
    }

    [Fact]
    public async Task Only_who_asks_for_the_text_of_a_snapshot_reads_it()
    {
        await Register("large");
        await Snapshot("large", string.Concat(Enumerable.Repeat("Many words. ", 15_000)), "2021-03-01T00:00:00Z");
        await Quote("large", "Many words.");
        const string query = """
            { source(key: "large") { title lineage { circular } snapshots { nodes { sha256 length takenAt change { recordedBy } TEXT } } claims { nodes { quotation { status places checkedAgainst { sha256 } lastFoundIn { length } } source { title } } } changes { nodes { kind } } }
              claims(filter: {quotationStatus: [AMBIGUOUS]}) { nodes { id } } search(text: "words") { nodes { text } } }
            """;
        var (answer, statements) = await server.CountAsync(query.Replace("TEXT", "", StringComparison.Ordinal), null);
        Assert.Null(answer["errors"]);
        Assert.NotEmpty(statements);
        Assert.DoesNotContain(statements, s => s.Contains("snapshot_text", StringComparison.Ordinal) || s.Contains("snapshot_content", StringComparison.Ordinal));
        (_, statements) = await server.CountAsync(query.Replace("TEXT", "text", StringComparison.Ordinal), null);
        Assert.Single(statements, s => s.Contains("snapshot_text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_content_is_kept_once_and_can_be_erased_while_its_events_stay()
    {
        await Register("twin-a", "twin-b");
        await Snapshot("twin-a", "The same words.", "2021-03-01T00:00:00Z");
        await Snapshot("twin-b", "The same words.", "2021-03-02T00:00:00Z");
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var erase = new NpgsqlCommand("delete from log.snapshot_content where bytes = 'The same words.'::bytea", connection);
        Assert.Equal(1, await erase.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        var data = await server.Ask("{ source(key: \"twin-b\") { snapshots { nodes { length text } } } }").MustBeData();
        data["source"]!["snapshots"]!["nodes"].Is("""[{"length":15,"text":null}]""");
        Assert.Equal("NO_SNAPSHOT 0 - -", await Check(await Quote("twin-b", "same")));
    }
}
