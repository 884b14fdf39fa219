using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Imports;
using KnowledgeBase.Tests.Access;
using KnowledgeBase.Tests.Export;
using KnowledgeBase.Tests.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Transfers;

public sealed class ExportOverHttpTests(TransferServer server, PostgresServer postgres) : IClassFixture<TransferServer>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await server.ImportAsync("", "curator", Encoding.UTF8.GetBytes(Files.Text(Files.Chain("out", 600))));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_format_is_listed_and_has_the_bytes_of_the_command_line_with_its_type_and_a_name()
    {
        var (_, list) = await TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Get, "/export", null));
        var formats = server.Services.GetServices<IExportFormat>().Where(f => !f.Name.StartsWith("breaks", StringComparison.Ordinal) && f.Name != "waits").ToList();
        foreach (var format in formats)
        {
            var listed = list["formats"]!.AsArray().Single(f => (string)f!["name"]! == format.Name)!;
            Assert.Equal((format.MediaType, format.Extension, format.Name == "log" ? "ADMINISTRATOR" : null), ((string)listed["mediaType"]!, (string)listed["extension"]!, (string?)listed["role"]));
            using var response = await server.SendAsync(HttpMethod.Get, $"/export/{format.Name}", format.Name == "log" ? "administrator" : null);
            Assert.Equal((200, format.MediaType), ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString()));
            Assert.Equal($"attachment; filename={(format.Extension.StartsWith($".{format.Name}.", StringComparison.Ordinal) ? $"knowledgebase{format.Extension}" : $"knowledgebase-{format.Name}{format.Extension}")}", response.Content.Headers.ContentDisposition?.ToString());
            var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);
            var expected = await server.ExportAsync(format.Name);
            Assert.True(expected.Bytes.AsSpan().SequenceEqual(bytes), format.Name);
            var (_, told) = await TransferServer.AnswerAsync(await server.SendAsync(HttpMethod.Get, $"/export/{format.Name}/unfit", format.Name == "log" ? "administrator" : null));
            Assert.Equal(
                expected.Unfit.GroupBy(u => u.What).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.First().Why, g.Count())),
                told["unfit"]!.AsArray().Select(u => ((string)u!["what"]!, (string)u["why"]!, (int)u["count"]!)));
        }

        Assert.Equal(formats.Count + 3, list["formats"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_log_goes_out_and_into_an_empty_base_with_the_same_head_of_the_chain()
    {
        using var response = await server.SendAsync(HttpMethod.Get, "/export/log?compress=zstd", "administrator");
        Assert.Equal(("application/zstd", "knowledgebase.log.jsonl.zst"), (response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentDisposition?.FileName));
        var archive = await response.Content.ReadAsByteArrayAsync(Cancel);
        await using var other = new TransferServer(postgres);
        await other.InitializeAsync();
        var (status, restored) = await other.ImportAsync("?format=log", "administrator", archive);
        var events = await server.EventsAsync();
        restored.Is($$"""{"outcome":"RESTORED","format":"log","events":{{events}},"before":0}""");
        Assert.Equal(200, status);
        Assert.Equal(await server.HeadAsync(), await other.HeadAsync());
        Assert.Equal(await ModelSnapshot.TakeAsync(server.ConnectionString), await ModelSnapshot.TakeAsync(other.ConnectionString));
        (_, restored) = await other.ImportAsync("?format=log", "administrator", archive);
        restored.Is($$"""{"outcome":"RESTORED","format":"log","events":0,"before":{{events}}}""");

        await using var third = new TransferServer(postgres);
        await third.InitializeAsync();
        await third.ImportAsync("", "curator", Encoding.UTF8.GetBytes(Files.Text(Files.Chain("of-its-own", 5))));
        (status, restored) = await third.ImportAsync("?format=log", "administrator", archive);
        Assert.Equal((409, "LOG_DIFFERS"), (status, (string?)restored["errors"]![0]!["extensions"]!["code"]));
    }

    [Fact]
    public async Task Files_are_compressed_when_they_are_asked_for_and_bytes_when_the_client_takes_them()
    {
        var plain = (await server.ExportAsync("facts-jsonl")).Bytes;
        using var gzip = await server.SendAsync(HttpMethod.Get, "/export/facts-jsonl?compress=gzip", null, null, ("Accept-Encoding", "br, gzip"));
        Assert.Equal(("application/gzip", "knowledgebase-facts-jsonl.jsonl.gz", 0), (gzip.Content.Headers.ContentType?.ToString(), gzip.Content.Headers.ContentDisposition?.FileName, gzip.Content.Headers.ContentEncoding.Count));
        Assert.Equal(plain, await Gunzip(gzip));
        using var encoded = await server.SendAsync(HttpMethod.Get, "/export/facts-jsonl", null, null, ("Accept-Encoding", "br, gzip"));
        Assert.Equal(("application/jsonl", "gzip"), (encoded.Content.Headers.ContentType?.ToString(), encoded.Content.Headers.ContentEncoding.Single()));
        Assert.Contains("Accept-Encoding", string.Join(", ", encoded.Headers.Vary), StringComparison.Ordinal);
        Assert.Equal(plain, await Gunzip(encoded));
        using var refused = await server.SendAsync(HttpMethod.Get, "/export/facts-jsonl", null, null, ("Accept-Encoding", "gzip;q=0"));
        Assert.Equal(plain, await refused.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task What_was_known_at_an_instant_is_exported()
    {
        var before = DateTimeOffset.UtcNow;
        var then = (await server.ExportAsync("facts-csv")).Text;
        await server.ImportAsync("", "curator", Encoding.UTF8.GetBytes(Files.Text(Files.Chain($"later-{before.Ticks}", 120))));
        using var response = await server.SendAsync(HttpMethod.Get, $"/export/facts-csv?knownAt={before:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}", null);
        Assert.Equal(then, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Cancel)));
        // A plus sign in an address is a space.
        using var elsewhere = await server.SendAsync(HttpMethod.Get, $"/export/facts-csv?knownAt={before.AddHours(2):yyyy-MM-dd'T'HH:mm:ss.ffffff}+02:00", null);
        Assert.Equal(then, Encoding.UTF8.GetString(await elsewhere.Content.ReadAsByteArrayAsync(Cancel)));
        Assert.NotEqual(then, (await server.ExportAsync("facts-csv")).Text);
    }

    [Theory]
    [InlineData("breaks-late", "")]
    [InlineData("breaks-late", "gzip")]
    [InlineData("breaks-late", "br")]
    public async Task What_breaks_in_the_midst_does_not_look_whole(string format, string encoding)
    {
        using var response = await server.SendAsync(HttpMethod.Get, $"/export/{format}", null, null, ("Accept-Encoding", encoding));
        Assert.Equal(200, (int)response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("/export/breaks-early", null, 500, "INTERNAL")]
    [InlineData("/export/breaks-early?compress=gzip", null, 500, "INTERNAL")]
    [InlineData("/export/excel", null, 404, "UNKNOWN_FORMAT")]
    [InlineData("/export/log", null, 401, "UNAUTHENTICATED")]
    [InlineData("/export/log", "curator", 403, "FORBIDDEN")]
    [InlineData("/export/log?knownAt=2026-11-17T09:00:00Z", "administrator", 400, "BAD_USER_INPUT")]
    [InlineData("/export/facts-csv?knownAt=yesterday", null, 400, "BAD_USER_INPUT")]
    [InlineData("/export/facts-csv?compress=rar", null, 400, "BAD_USER_INPUT")]
    [InlineData("/export/facts-csv?known=2026-11-17T09:00:00Z", null, 400, "BAD_USER_INPUT")]
    public async Task What_cannot_be_exported_is_told_in_json(string address, string? role, int status, string code)
    {
        using var response = await server.SendAsync(HttpMethod.Get, address, role);
        Assert.Equal((status, "application/json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Null(response.Content.Headers.ContentDisposition);
        var (_, answer) = await TransferServer.AnswerAsync(response);
        Assert.Equal(code, (string?)answer["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task Only_so_many_run_at_once()
    {
        var response = await server.SendAsync(HttpMethod.Get, "/export/waits", null);
        Assert.Equal(200, (int)response.StatusCode);
        using var second = await server.SendAsync(HttpMethod.Get, "/export/facts-csv", null);
        Assert.Equal((503, true), ((int)second.StatusCode, second.Headers.RetryAfter is not null));
        // Who goes away gives it free.
        response.Dispose();
        for (var i = 0; i < 600; i++)
        {
            using var third = await server.SendAsync(HttpMethod.Get, "/export/facts-csv", null);
            if (third.IsSuccessStatusCode) return;
            await Task.Delay(50, Cancel);
        }

        Assert.Fail("It was never given free.");
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_files_and_none_looks_whole()
    {
        await using var other = new TransferServer(postgres);
        await other.InitializeAsync();
        using var exporting = await other.SendAsync(HttpMethod.Get, "/export/waits", null);
        Assert.Equal(200, (int)exporting.StatusCode);
        var importing = other.ImportAsync("", "curator", Encoding.UTF8.GetBytes(Files.Text(Files.Chain("stopped", 5_500))));
        while (!(await other.Services.GetRequiredService<ImportRegister>().ListAsync(1, Cancel)).Exists(i => i.Records > 0)) await Task.Delay(20, Cancel);
        var clock = Stopwatch.StartNew();
        await using var database = await other.StopAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
        await Assert.ThrowsAnyAsync<Exception>(() => exporting.Content.ReadAsByteArrayAsync(Cancel));
        var (status, answer) = await importing;
        Assert.Equal((503, "SERVICE_UNAVAILABLE"), (status, (string?)answer["errors"]![0]!["extensions"]!["code"]));
    }

    private static async Task<byte[]> Gunzip(HttpResponseMessage response)
    {
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        await gzip.CopyToAsync(memory, Cancel);
        return memory.ToArray();
    }
}

public sealed class ClosedExportTests(ClosedServer server) : IClassFixture<ClosedServer>
{
    [Fact]
    public async Task Who_may_not_read_may_not_export()
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var address in new[] { "/export", "/export/facts-csv" })
        {
            using var refused = await http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(401, (int)refused.StatusCode);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new("Bearer", await server.CreateKeyAsync("exporting", "reader"));
            using var answered = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)answered.StatusCode);
        }
    }
}
