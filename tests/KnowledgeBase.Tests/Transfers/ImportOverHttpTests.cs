using System.Net;
using System.Text;
using KnowledgeBase.Store.Imports;
using KnowledgeBase.Tests.Export;
using KnowledgeBase.Tests.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Transfers;

public sealed class ImportOverHttpTests(TransferServer server, PostgresServer postgres) : IClassFixture<TransferServer>
{
    private const string Curator = "curator";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_curator_sends_is_recorded_once_under_his_name_however_it_is_compressed()
    {
        var text = Files.Text(Files.Chain("sent", 40));
        var (status, first) = await server.ImportAsync("", Curator, Encoding.UTF8.GetBytes(text));
        var id = (string)first["importId"]!;
        first.Is($$"""
            {"importId":"{{id}}","outcome":"RECORDED","format":"jsonl","dryRun":false,"records":124,"recordedEvents":124,"resumedAfter":0,"remaining":0,
             "errorCount":0,"errors":[],"unfit":[]}
            """);
        Assert.Equal(200, status);
        Assert.Equal("key:curator", await server.ScalarAsync($"select string_agg(distinct user_name, ', ') from log.mt_events where headers ->> 'import' = '{id}'"));
        var events = await server.EventsAsync();
        foreach (var file in new[] { Encoding.UTF8.GetBytes(text), Files.Gzip(text), Files.Zstandard(text) })
        {
            var (again, answer) = await server.ImportAsync("?format=jsonl&onError=skip", Curator, file);
            Assert.Equal((200, "ALREADY_RECORDED", id, 0), (again, (string?)answer["outcome"], (string?)answer["importId"], (int)answer["recordedEvents"]!));
        }

        Assert.Equal(events, await server.EventsAsync());
    }

    [Theory]
    [InlineData(null, 401, "UNAUTHENTICATED")]
    [InlineData("reader", 403, "FORBIDDEN")]
    [InlineData("contributor", 403, "FORBIDDEN")]
    public async Task Who_is_no_curator_is_refused(string? role, int status, string code)
    {
        var id = Guid.NewGuid();
        foreach (var (method, address) in new[] { (HttpMethod.Post, "/import"), (HttpMethod.Post, "/import?format=log"), (HttpMethod.Get, "/imports"), (HttpMethod.Post, $"/imports/{id}/undo") })
        {
            using var content = method == HttpMethod.Post ? new StringContent("""{"record":"source","key":"refused","kind":"BOOK","title":"A book"}""") : null;
            var (answered, answer) = await TransferServer.AnswerAsync(await server.SendAsync(method, address, role, content));
            Assert.Equal((status, code), (answered, (string?)answer["errors"]![0]!["extensions"]!["code"]));
        }

        Assert.Equal(0L, await server.ScalarAsync("select count(*) from model.source where key = 'refused'"));
    }

    [Fact]
    public async Task A_log_takes_an_administrator()
    {
        var (status, answer) = await server.ImportAsync("?format=log", Curator, "{}"u8.ToArray());
        Assert.Equal((403, "FORBIDDEN"), (status, Code(answer)));
        (status, answer) = await server.ImportAsync("?format=log", "administrator", "{}"u8.ToArray());
        Assert.Equal((422, "NOT_AN_ARCHIVE"), (status, Code(answer)));
    }

    [Fact]
    public async Task Bad_records_are_told_with_line_code_and_place_and_nothing_is_recorded_unless_they_are_skipped()
    {
        var file = """
            {"record":"source","key":"good","kind":"BOOK","title":"A book"}
            {"record":"source","key":"worse","kind":"NOVEL","title":"A book"}
            not json
            """u8.ToArray();
        var events = await server.EventsAsync();
        var (status, answer) = await server.ImportAsync("", Curator, file);
        Assert.Equal((422, "REFUSED", 2, 3), (status, (string?)answer["outcome"], (int)answer["errorCount"]!, (int)answer["remaining"]!));
        foreach (var error in answer["errors"]!.AsArray())
        {
            Assert.NotEmpty((string)error!["message"]!);
            error.AsObject().Remove("message");
        }

        answer["errors"].Is("""
            [{"extensions":{"code":"WRONG_TYPE","line":2,"argument":"kind"}},
             {"extensions":{"code":"NOT_JSON","line":3,"argument":null}}]
            """);
        Assert.Equal(events, await server.EventsAsync());

        // What the domain refuses.
        var (refused, why) = await server.ImportAsync("", Curator, """{"record":"source","key":"worse","kind":"BOOK","title":" "}"""u8.ToArray());
        Assert.Equal(422, refused);
        why["errors"].Is("""[{"message":"A text is needed here.","extensions":{"code":"EMPTY","line":1,"argument":"title"}}]""");
        Assert.Equal(events, await server.EventsAsync());

        (status, answer) = await server.ImportAsync("?onError=skip", Curator, file);
        Assert.Equal((200, "RECORDED_IN_PART", 2, 1), (status, (string?)answer["outcome"], (int)answer["errorCount"]!, (int)answer["recordedEvents"]!));
    }

    [Fact]
    public async Task A_dry_run_records_nothing()
    {
        var file = Encoding.UTF8.GetBytes(Files.Text(Files.Chain("dry", 10)));
        var (events, imports) = (await server.EventsAsync(), await server.ScalarAsync("select count(*) from log.import"));
        foreach (var parameter in new[] { "dryRun=true", "dryRun", "dryrun=True" })
        {
            var (status, answer) = await server.ImportAsync($"?{parameter}", Curator, file);
            Assert.Equal((200, "CHECKED", true, 31), (status, (string?)answer["outcome"], (bool)answer["dryRun"]!, (int)answer["remaining"]!));
        }

        Assert.Equal(422, (await server.ImportAsync("?dryRun=true", Curator, [.. file, .. "nonsense\n"u8])).Status);
        Assert.Equal((events, imports), (await server.EventsAsync(), await server.ScalarAsync("select count(*) from log.import")));
    }

    [Theory]
    [InlineData("?format=excel", null, 400, "UNKNOWN_FORMAT")]
    [InlineData("?dry-run=true", null, 400, "BAD_USER_INPUT")]
    [InlineData("?dryRun=perhaps", null, 400, "BAD_USER_INPUT")]
    [InlineData("?onError=sometimes", null, 400, "BAD_USER_INPUT")]
    [InlineData("?format=jsonl&format=log", null, 400, "BAD_USER_INPUT")]
    [InlineData("", "multipart/form-data", 415, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE")]
    public async Task What_is_not_understood_is_told_and_records_nothing(string parameters, string? mediaType, int status, string code)
    {
        var events = await server.EventsAsync();
        var (answered, answer) = await server.ImportAsync(parameters, Curator, """{"record":"source","key":"odd","kind":"BOOK","title":"A book"}"""u8.ToArray(), mediaType);
        Assert.Equal((status, code), (answered, Code(answer)));
        Assert.Equal(events, await server.EventsAsync());
    }

    [Fact]
    public async Task A_dry_run_of_a_log_is_refused_and_so_are_no_file_another_method_and_bytes_that_are_damaged()
    {
        Assert.Equal(400, (await server.ImportAsync("?format=log&dryRun=true", "administrator", "{}"u8.ToArray())).Status);
        Assert.Equal((400, "BAD_REQUEST"), await CodeAsync(server.ImportAsync("", Curator, [])));
        Assert.Equal((405, "METHOD_NOT_ALLOWED"), await CodeAsync(TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Get, "/import", Curator))));
        var cut = Files.Gzip(Files.Text(Files.Chain("cut", 200)))[..500];
        Assert.Equal((422, "DAMAGED_FILE"), await CodeAsync(server.ImportAsync("", Curator, cut)));
        await server.ImportAsync("", Curator, Encoding.UTF8.GetBytes(Files.Text(Files.Chain("whole", 200))));
        var log = Files.Gzip((await server.ExportAsync("log")).Text);
        Assert.Equal((422, "DAMAGED_FILE"), await CodeAsync(server.ImportAsync("?format=log", "administrator", log[..(log.Length / 2)])));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_announced_or_not_and_so_is_what_becomes_too_large()
    {
        var lines = Encoding.UTF8.GetBytes(Files.Text(Files.Chain("large", 20)));
        var large = new byte[TransferServer.MostBytes + 1];
        Array.Fill(large, (byte)'\n');
        lines.CopyTo(large, 0);
        var events = await server.EventsAsync();
        Assert.Equal((413, "REQUEST_TOO_LARGE"), await CodeAsync(server.ImportAsync("", Curator, large)));
        using var unannounced = new Pieces(large.Chunk(100_000), Task.CompletedTask);
        Assert.Equal((413, "REQUEST_TOO_LARGE"), await CodeAsync(TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Post, "/import", Curator, unannounced))));
        // A few thousand bytes that become 17 MiB.
        var bomb = Files.Gzip(Encoding.UTF8.GetString(lines) + new string('\n', (4 * TransferServer.MostBytes) + 1));
        Assert.True(bomb.Length < 1_000_000);
        Assert.Equal((413, "REQUEST_TOO_LARGE"), await CodeAsync(server.ImportAsync("", Curator, bomb)));
        Assert.Equal((413, "REQUEST_TOO_LARGE"), await CodeAsync(server.ImportAsync("?format=log", "administrator", Files.Zstandard(new string(' ', (4 * TransferServer.MostBytes) + 1)))));
        Assert.Equal(events, await server.EventsAsync());
        Assert.Equal(0, Spooled());

        // Exactly as large as may be.
        Assert.Equal(200, (await server.ImportAsync("", Curator, large[..^1])).Status);
    }

    [Fact]
    public async Task Who_goes_away_while_he_sends_leaves_no_file_and_nothing_recorded()
    {
        var events = await server.EventsAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var content = new Pieces(Encoding.UTF8.GetBytes(Files.Text(Files.Chain("gone", 2_000))).Chunk(50_000), Task.Delay(Timeout.Infinite, gone.Token));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/import")) { Content = content };
        request.Headers.Authorization = new("Bearer", await server.KeyAsync(Curator));
        using var http = new HttpClient();
        var sending = http.SendAsync(request, gone.Token);
        await Eventually(() => Spooled() == 1);
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "knowledgebase-import-*"));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await Eventually(() => Spooled() == 0);
        Assert.Equal((events, 0L), (await server.EventsAsync(), await server.ScalarAsync("select count(*) from log.import where state = 'Recording'")));
    }

    [Fact]
    public async Task Who_goes_away_while_it_is_recorded_ends_it_and_it_goes_on_when_it_is_sent_again()
    {
        await using var other = new TransferServer(postgres);
        await other.InitializeAsync();
        var file = Files.Gzip(Files.Text(Files.Chain("half", 5_500)));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(other.Address, "/import")) { Content = new ByteArrayContent(file) };
        request.Headers.Authorization = new("Bearer", await other.KeyAsync(Curator));
        using var http = new HttpClient();
        var sending = http.SendAsync(request, gone.Token);
        var register = other.Services.GetRequiredService<ImportRegister>();
        await Eventually(async () => (await register.ListAsync(1, Cancel)) is [{ Records: > 0 }]);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await Eventually(() => Spooled() == 0);
        var left = (await register.ListAsync(1, Cancel)).Single();
        Assert.Equal(ImportState.Recording, left.State);

        var (status, answer) = await other.ImportAsync("", Curator, file);
        Assert.Equal((200, "RECORDED", left.Records), (status, (string?)answer["outcome"], (long)answer["resumedAfter"]!));
        Assert.Equal((long)answer["records"]!, left.Records + (long)answer["recordedEvents"]!);
        Assert.Equal((long)answer["records"]!, await other.EventsAsync());
    }

    [Fact]
    public async Task Imports_are_listed_and_undone()
    {
        var (_, made) = await server.ImportAsync("", Curator, Encoding.UTF8.GetBytes(Files.Text(Files.Chain("undone", 5))));
        var id = (string)made["importId"]!;
        var (status, undone) = await TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Post, $"/imports/{id}/undo?reason=The%20wrong%20file.", Curator));
        Assert.Equal((200, "UNDONE", 0), (status, (string?)undone["outcome"], (int)undone["errorCount"]!));
        undone["kept"].Is("""[{"what":"registrations of entities","count":1},{"what":"registrations of sources","count":5}]""");
        Assert.Equal(5L, await server.ScalarAsync("select count(*) from model.claim where until = 9223372036854775807 and standing_reason = 'The wrong file.'"));
        Assert.Equal("key:curator", await server.ScalarAsync($"select string_agg(distinct user_name, ', ') from log.mt_events where causation_id = '{id}'"));
        var (_, list) = await TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Get, "/imports?last=1000", Curator));
        var entry = list["imports"]!.AsArray().Single(i => (string)i!["id"]! == id)!;
        Assert.Equal(("UNDONE", "jsonl", "key:curator", 15), ((string)entry["state"]!, (string)entry["format"]!, (string)entry["actor"]!, (int)entry["records"]!));

        foreach (var (address, expected) in new[] { ($"/imports/{Guid.NewGuid()}/undo", (404, "NOT_FOUND")), ("/imports/x/undo", (404, "NOT_FOUND")), ($"/imports/{id}/undo?reason={new string('x', 1_001)}", (400, "TOO_LONG")) })
        {
            Assert.Equal(expected, await CodeAsync(TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Post, address, Curator))));
        }

        Assert.Equal((400, "BAD_USER_INPUT"), await CodeAsync(TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Get, "/imports?last=0", Curator))));
    }

    [Fact]
    public async Task The_same_file_is_not_imported_twice_at_once()
    {
        var file = Encoding.UTF8.GetBytes(Files.Text(Files.Chain("twice", 5)));
        var (_, made) = await server.ImportAsync("", Curator, file);
        await using (await server.Services.GetRequiredService<ImportRegister>().HoldAsync(Guid.Parse((string)made["importId"]!), Cancel))
        {
            Assert.Equal((409, "IMPORT_RUNNING"), await CodeAsync(server.ImportAsync("", Curator, file)));
            Assert.Equal((409, "IMPORT_RUNNING"), await CodeAsync(TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Post, $"/imports/{(string)made["importId"]!}/undo", Curator))));
        }
    }

    private static string? Code(System.Text.Json.Nodes.JsonNode answer) => (string?)answer["errors"]![0]!["extensions"]!["code"];

    private static async Task<(int Status, string? Code)> CodeAsync(Task<(int Status, System.Text.Json.Nodes.JsonNode Answer)> asked)
    {
        var (status, answer) = await asked;
        return (status, Code(answer));
    }

    /// <summary>How many files this process has open that were sent to it; without names, so that only Linux tells.</summary>
    private static int Spooled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which files are open.");
        return Directory.GetFiles("/proc/self/fd").Count(f => new FileInfo(f).LinkTarget?.Contains("knowledgebase-import-", StringComparison.Ordinal) == true);
    }

    private static Task Eventually(Func<bool> condition) => Eventually(() => Task.FromResult(condition()));

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.True(i < 600, "It did not come true in 30 s.");
            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>Sent piece by piece, without saying how much there is; the last piece when it may be.</summary>
    private sealed class Pieces(IEnumerable<byte[]> pieces, Task last) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var all = pieces.ToList();
            foreach (var piece in all.SkipLast(1)) await stream.WriteAsync(piece, Cancel);
            await stream.FlushAsync(Cancel);
            await last;
            await stream.WriteAsync(all[^1], Cancel);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
