using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Lenses;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Erasure;

/// <summary>What was erased is nowhere, through no lens and after no rebuild; that it was erased is told.</summary>
public sealed class ErasureTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Everything = """
        { changes(first: 100) { nodes { kind recordedBy summary details { field from { text } to { text } } entity { label } source { title } claim { note }
            effects(first: 20) { nodes { effect subject { label } before { valueText } after { valueText } } } request { key changes { nodes { summary } } } import { key changes { nodes { summary details { to { text } } } } } } }
          identityCandidates { nodes { reasons { text } } }
          persons { nodes { id key label aliases erased { reason events change { kind } } name nationality { label }
            facts { property status valueText acceptedBy { summary } history { nodes { __typename } } corroboration { namedRoots } why { text } supportedBy { totalCount } }
            claims(first: 100) { nodes { id note validDuring rankReason erased { reason } quotation { text prefix suffix status checkedAgainst { text } lastFoundIn { text url } } value { __typename ... on TextValue { text } }
              credibility { reason } standing { status reason } readIn { title url } attributedTo { title } } }
            changes(first: 100) { nodes { kind recordedBy claim { id } } } } }
          sources { nodes { id key title url language erased { reason } reliability { reason } cites { note } citedBy { nodes { note } } retracted { reason }
            claims { nodes { note quotation { text status } } } snapshots { nodes { sha256 url text } } changes { nodes { kind summary } } } }
          expulsions { nodes { key label statedReason facts { status valueText } claims { nodes { note quotation { text suffix } value { __typename ... on TextValue { text } } } } } } }
        """;

    private readonly ServerWithUsers server = new(postgres);
    private PersonStory story = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        story = new(server);
        await story.RecordAsync();
        // What PostgreSQL keeps of columns for its plans, as it does by itself after a while.
        await ExecuteAsync("analyze");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Nothing_that_the_database_holds_or_the_API_answers_has_it_any_more_now_then_or_after_a_rebuild()
    {
        Assert.Superset(new HashSet<string> { "log.mt_events", "log.mt_doc_commandreceipt", "model.claim", "model.entity", "model.fact", "model.source", "pg_stats" },
            (await TokenSearch.InTablesAsync(server.ConnectionString, story.Token, Cancel)).Select(t => t.Split(':')[0]).ToHashSet());
        Assert.Contains(story.Token, string.Concat(await AnswersAsync()), StringComparison.Ordinal);
        var instants = await InstantsAsync();

        await story.EraseAllAsync();

        Assert.Empty(await TokenSearch.InTablesAsync(server.ConnectionString, story.Token, Cancel));
        foreach (var instant in instants.Append(null)) Assert.DoesNotContain(story.Token, string.Concat(await AnswersAsync(instant)), StringComparison.OrdinalIgnoreCase);
        (await server.Ask("query($t: String!) { search(text: $t) { totalCount } }", new { t = story.Token })).Is("""{"data":{"search":{"totalCount":0}}}""");
        Assert.Null((await server.Services.GetRequiredService<IntegrityWatch>().VerifyAsync(Cancel)).BrokenFrom);

        await server.RestartAsync();
        foreach (var instant in instants.Append(null)) Assert.DoesNotContain(story.Token, string.Concat(await AnswersAsync(instant)), StringComparison.OrdinalIgnoreCase);

        await using var database = await server.StopAsync();
        var before = await ModelSnapshot.TakeAsync(database.ConnectionString);
        foreach (var pageSize in new[] { 5_000, 3 })
        {
            await Rebuilding.RunAsync(database.ConnectionString, pageSize, Cancel);
            Assert.Equal(before, await ModelSnapshot.TakeAsync(database.ConnectionString));
            Assert.Empty(await TokenSearch.InTablesAsync(database.ConnectionString, story.Token, Cancel));
        }
    }

    [Fact]
    public async Task A_request_that_is_sent_again_with_its_key_is_refused_and_not_answered_as_before()
    {
        const string request = "{ assertClaims(input: $input) { changes { id } claims { note quotation { text } } errors { ... on UserError { code } } } }";
        Task<System.Text.Json.Nodes.JsonNode> Again() => server.AskAs("Curator:curator", $"mutation($input: AssertClaimsInput!) {request}", new { input = story.Request });
        // Replayed, as any request with its key.
        Assert.Single((await Again().MustBeData())["assertClaims"]!["changes"]!.AsArray());
        await story.EraseAllAsync();
        (await Again()).Is("""{"data":{"assertClaims":{"changes":[],"claims":[],"errors":[{"code":"ERASED"}]}}}""");
        Assert.Empty(await TokenSearch.InTablesAsync(server.ConnectionString, story.Token, Cancel));
    }

    [Fact]
    public async Task An_answer_that_a_client_keeps_is_not_confirmed_any_more()
    {
        const string query = "{ persons { nodes { label } } }";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)));
        using (var left = await server.Http.PostAsJsonAsync("/graphql", new { query, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } }, Cancel)) left.EnsureSuccessStatusCode();
        string tag;
        using (var first = await GetAsync(null))
        {
            Assert.Contains(story.Token, await first.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            tag = first.Headers.ETag!.ToString();
        }

        using (var same = await GetAsync(tag)) Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await story.EraseAllAsync();
        using var other = await GetAsync(tag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.DoesNotContain(story.Token, await other.Content.ReadAsStringAsync(Cancel), StringComparison.OrdinalIgnoreCase);

        async Task<HttpResponseMessage> GetAsync(string? known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?documentId=sha256:{hash}");
            if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
            return await server.Http.SendAsync(request, Cancel);
        }
    }

    [Fact]
    public async Task The_server_s_own_log_never_had_it()
    {
        await AnswersAsync();
        await story.EraseAllAsync();
        await AnswersAsync();
        Assert.Contains(server.Logged, line => line.StartsWith("Making the read model", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Logged, line => line.Contains(story.Token, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_files_do_not_hold_it_once_they_were_written_anew()
    {
        await ExecuteAsync("checkpoint");
        Assert.NotEmpty(await TokenSearch.InFilesAsync(server.ConnectionString, story.Token, Cancel));
        await story.EraseAllAsync();
        // Without a server, because one of its sessions may look at the database as it was up to a minute ago.
        await using var database = await server.StopAsync();
        await ExecuteAsync(database.ConnectionString, "vacuum full");
        await ExecuteAsync(database.ConnectionString, "checkpoint");
        Assert.Empty(await TokenSearch.InFilesAsync(database.ConnectionString, story.Token, Cancel));
    }

    [Fact]
    public async Task What_is_left_says_that_there_was_something_and_that_it_was_erased()
    {
        await story.EraseAllAsync();
        var data = await server.Ask(
            """
            { persons(filter: {}) { nodes { label erased { reason change { kind recordedBy } } name facts { property status valueText }
                claims(first: 1) { nodes { property stance value { __typename } quotation { text } erased { reason } source { title } } } exposedByFact { status valueText } } }
              entity(key: "expulsion:x1") { facts(properties: [EXPULSION_STATED_REASON, EXPULSION_HEADCOUNT]) { status valueText alternatives: supportedBy { totalCount } } }
              changes(last: 2) { nodes { kind recordedBy } } }
            """).MustBeData();
        var erased = data["persons"]!["nodes"]!.AsArray().Single(p => p!["erased"] is not null)!;
        Assert.Equal("Erased on request", (string)erased["label"]!);
        erased["erased"].Is("""{"reason":"Asked for in writing.","change":{"kind":"SUBJECT_ERASED","recordedBy":"Root"}}""");
        Assert.Null(erased["name"]);
        // All that was withdrawn or retracted has no fact, as ever.
        Assert.Equal(8, erased["facts"]!.AsArray().Count);
        Assert.All(erased["facts"]!.AsArray(), f => Assert.Equal("ERASED", (string)f!["status"]!));
        erased["claims"]!["nodes"]![0].Is(
            """{"property":"PERSON_NAME","stance":"ASSERTS","value":null,"quotation":null,"erased":{"reason":"Asked for in writing."},"source":{"title":"A paper"}}""");
        var other = data["persons"]!["nodes"]!.AsArray().Single(p => p!["erased"] is null)!;
        other["exposedByFact"].Is("""{"status":"UNCONTESTED","valueText":"Erased on request"}""");
        // Elsewhere the claims agree and disagree as they did; only the words are gone.
        var facts = data["entity"]!["facts"]!.AsArray();
        facts.Single(f => (string)f!["valueText"]! == "2").Is("""{"status":"UNCONTESTED","valueText":"2","alternatives":{"totalCount":1}}""");
        var reason = facts.Single(f => (string)f!["valueText"]! != "2")!;
        Assert.Equal("CONTESTED", (string)reason["status"]!);
        data["changes"]!["nodes"].Is("""[{"kind":"SUBJECT_ERASED","recordedBy":"Root"},{"kind":"SUBJECT_ERASED","recordedBy":"Root"}]""");
    }

    [Fact]
    public async Task A_second_erasure_changes_nothing_and_nothing_more_can_be_recorded()
    {
        await story.EraseAllAsync();
        var before = await ModelSnapshot.TakeAsync(server.ConnectionString);
        var again = (await story.EraseAsync("entity", story.Person).MustBeData())["eraseSubject"]!;
        Assert.Empty(again["changes"]!.AsArray());
        Assert.Empty(again["errors"]!.AsArray());
        Assert.Equal(before, await ModelSnapshot.TakeAsync(server.ConnectionString));

        var refused = await server.Ask(
            $$"""
            mutation {
              a: registerPerson(input: { key: "{{story.Token}}-person", label: "Back" }) { errors { __typename ... on UserError { code path } } }
              b: relabelEntity(input: { entity: "{{story.Person}}", label: "Back" }) { errors { ... on UserError { code path } } }
              c: assertClaims(input: { claims: [{ subject: "{{story.Person}}", property: PERSON_NAME, value: { text: { text: "Back" } }, stance: ASSERTS, source: "{{story.Informant}}" }] }) { errors { ... on UserError { code path } } }
              d: assertClaims(input: { claims: [{ subject: "person:other", property: PERSON_EXPOSED_BY, value: { entity: "{{story.Person}}" }, stance: DENIES, source: "s1", attributedTo: ["{{story.Informant}}"] }] }) { errors { ... on UserError { code path } } }
              e: gradeSource(input: { source: "{{story.Informant}}", reliability: A, reason: "Back" }) { errors { ... on UserError { code path } } }
            }
            """).MustBeData();
        refused.Is(
            """
            {"a":{"errors":[{"__typename":"ErasedError","code":"ERASED","path":["input","key"]}]},
             "b":{"errors":[{"code":"ERASED","path":["input","entity"]}]},
             "c":{"errors":[{"code":"ERASED","path":["input","claims","0","subject"]},{"code":"ERASED","path":["input","claims","0","source"]}]},
             "d":{"errors":[{"code":"ERASED","path":["input","claims","0","value","entity"]},{"code":"ERASED","path":["input","claims","0","attributedTo","0"]}]},
             "e":{"errors":[{"code":"ERASED","path":["input","source"]}]}}
            """);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Curator")]
    [InlineData("Curator:curator,reader")]
    public async Task Nobody_without_the_role_can_erase_or_look_at_what_would_be(string? user)
    {
        var events = await EventsAsync();
        foreach (var answer in new[]
                 {
                     await story.EraseAsync("entity", story.Person, user: user),
                     await story.EraseAsync("entity", "person:nobody", user: user),
                     await server.AskAs(user, "query($e: ID) { erasurePreview(entity: $e) { names } }", new { e = story.Person }),
                 })
        {
            Assert.Equal(user is null ? "UNAUTHENTICATED" : "FORBIDDEN", (string)answer["errors"]![0]!["extensions"]!["code"]!);
            Assert.Null(answer["data"]);
        }

        Assert.Equal(events, await EventsAsync());
    }

    [Fact]
    public async Task What_cannot_be_erased_is_refused_with_a_place()
    {
        foreach (var (subject, value, code, path) in new[]
                 {
                     ("entity", "expulsion:x1", "NOT_A_PERSON", "entity"), ("source", "s2", "NOT_A_PERSON", "source"),
                     ("entity", "person:nobody", "NOT_FOUND", "entity"), ("source", "nobody", "NOT_FOUND", "source"),
                 })
        {
            var errors = (await story.EraseAsync(subject, value).MustBeData())["eraseSubject"]!["errors"]!.AsArray();
            Assert.Equal((code, path), ((string)errors[0]!["code"]!, (string)errors[0]!["path"]![1]!));
        }

        Assert.Equal("MALFORMED", (string)(await story.EraseAsync("entity", story.Person, reason: $"Asked by ANNA {story.Token}.").MustBeData())["eraseSubject"]!["errors"]![0]!["code"]!);
    }

    [Fact]
    public async Task The_preview_lists_what_would_go_and_where_else_the_names_stand_and_changes_nothing()
    {
        var events = await EventsAsync();
        var preview = (await server.AskAs(PersonStory.Admin,
            """
            query($e: ID) { erasurePreview(entity: $e, alsoSearch: ["Baker"]) { names counts { changes entities sources claims quotations } entities { key } claims(first: 2) { totalCount nodes { note } pageInfo { hasNextPage } } changes(first: 3) { totalCount nodes { kind } pageInfo { hasNextPage } } elsewhere(first: 2) { totalCount nodes { texts change { kind } } } } }
            """, new { e = story.Person }).MustBeData())["erasurePreview"]!;
        Assert.Contains($"Anna {story.Token} the second", preview["names"]!.AsArray().Select(n => (string)n!));
        // Registered, relabelled, 9 + 2 claims, a grade, a rank, a retraction, a withdrawal.
        Assert.Equal(17, (int)preview["changes"]!["totalCount"]!);
        preview["counts"].Is("""{"changes":17,"entities":1,"sources":0,"claims":11,"quotations":11}""");
        preview["entities"].Is($$"""[{"key":"person:{{story.Token}}-person"} ]""");
        preview["claims"].Is($$"""{"totalCount":11,"nodes":[{"note":"Note on {{story.Token}}"}, {"note":"Note on {{story.Token}}"}],"pageInfo":{"hasNextPage":true} }""");
        Assert.Equal("PERSON_REGISTERED", (string)preview["changes"]!["nodes"]![0]!["kind"]!);
        // An expulsion's label, an article's title, two reasons (in other words the same), a quotation, a grade.
        Assert.Equal(7, (int)preview["elsewhere"]!["totalCount"]!);
        preview["elsewhere"]!["nodes"]![0].Is($$$"""{"texts":["After Anna {{{story.Token}}}"],"change":{"kind":"EXPULSION_REGISTERED"}}""");
        Assert.Equal(events, await EventsAsync());
    }

    private async Task<IReadOnlyList<string>> AnswersAsync(string? instant = null)
    {
        var lens = instant is null ? null : $"knownAt: \"{instant}\"";
        var all = lens is null ? Everything : $"{{ through(lens: {{{lens}}}) {Everything} }}";
        return [.. await EverythingQuery.AskAsync(server, lens), (await server.Ask(all).MustBeData()).ToJsonString()];
    }

    private async Task<IReadOnlyList<string?>> InstantsAsync() =>
        [.. (await server.Ask("{ changes(first: 100) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]!.AsArray().Select(c => (string?)c!["recordedAt"]).Distinct()];

    private async Task<int> EventsAsync() => (int)(await server.Ask("{ changes { totalCount } }").MustBeData())["changes"]!["totalCount"]!;

    private Task ExecuteAsync(string sql) => ExecuteAsync(server.ConnectionString, sql);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
