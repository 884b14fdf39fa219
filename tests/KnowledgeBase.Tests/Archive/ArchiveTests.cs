using System.Text;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Log;
using KnowledgeBase.Store.Archive;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Archive;

/// <summary>The whole base out, and in again: the same log, and the same answers.</summary>
public sealed class ArchiveTests(SeededServer seeded, PostgresServer postgres) : IClassFixture<SeededServer>
{
    // All that the log is; the name of a CLR type is no part of it.
    private static readonly string[] Tables =
    [
        "select e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.tenant_id, e.user_name, e.correlation_id, e.causation_id, e.headers, e.data, e.mt_dotnet_type, e.is_archived from log.mt_events e",
        "select id, version, tenant_id, is_archived from log.mt_streams", "select * from log.seal", "select * from log.event_key", "select * from log.erased",
        "select * from log.snapshot_content", "select * from log.snapshot_text", "select id, data, mt_dotnet_type from log.mt_doc_commandreceipt", "select * from log.import",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_is_the_same_and_so_are_the_answers()
    {
        var bytes = await ExportAsync(seeded);
        await using var other = new RunningServer(postgres);
        await other.InitializeAsync();
        var report = await RestoreAsync(other, bytes);
        Assert.Equal((report.Events, 0L), (await LogAsync(seeded, "select count(*)::text from log.mt_events") is { } n ? long.Parse(n, System.Globalization.CultureInfo.InvariantCulture) : 0, report.Before));
        foreach (var table in Tables) Assert.Equal(await DigestAsync(seeded, table), await DigestAsync(other, table));
        Assert.Equal(await ModelSnapshot.TakeAsync(seeded.ConnectionString), await ModelSnapshot.TakeAsync(other.ConnectionString));
        foreach (var operation in Directory.GetFiles(Playground.ExampleFiles.Folder(), "*.graphql").Where(o => !Path.GetFileName(o).StartsWith('2')))
        {
            var variables = File.Exists(Path.ChangeExtension(operation, ".variables.json")) ? await File.ReadAllTextAsync(Path.ChangeExtension(operation, ".variables.json"), Cancel) : "{}";
            Assert.Equal(await AnswerAsync(seeded, operation, variables), await AnswerAsync(other, operation, variables));
        }

        // Out again, byte for byte; in again, nothing new; and what is recorded from here on is recorded as ever.
        Assert.Equal(bytes, await ExportAsync(other));
        Assert.Equal((0L, report.Events), await RestoreAsync(other, bytes) is { } again ? (again.Events, again.Before) : default);
        Assert.Empty((await other.Recorder.RecordAsync(new("me"), [new(new RegisterSource("after", new(SourceKind.Article, "After")))], null, Cancel)).Refusals);
        Assert.Null((await LogVerification.ContinueAsync(other.Services.GetRequiredService<NpgsqlDataSource>(), Verification.Nothing, Cancel)).BrokenFrom);
        var differs = await Assert.ThrowsAsync<ArchiveException>(() => RestoreAsync(other, Altered(bytes, 20, "\"position\":", "\"position\":")));
        Assert.Equal(ArchiveCodes.LogDiffers, differs.Code);
    }

    [Fact]
    public async Task Snapshots_receipts_erasures_and_several_requests_come_along()
    {
        await using var first = new RunningServer(postgres);
        await first.InitializeAsync();
        var source = new RegisterSource("page", new(SourceKind.Article, "A page"));
        await first.Recorder.RecordAsync(new("me", "request-1", "cause"), [new(source)], new("key", "print"), Cancel);
        await first.Recorder.RecordAsync(new("you"), [new(TakeSnapshot.OfText(source.SourceId, "<p>What it <b>said</b>.", "text/html", DateTimeOffset.UnixEpoch, "https://example.org/"))], null, Cancel);
        await first.Recorder.RecordAsync(new("me"), [.. Enumerable.Range(0, 12_000).Select(i => new Step(new RegisterSource($"s-{i}", new(SourceKind.Book, "A book"))))], null, Cancel);
        await first.Recorder.RecordAsync(new("me"), [new(new GradeSource(source.SourceId, Reliability.B, "Looked at."))], null, Cancel);
        await using var other = new RunningServer(postgres);
        await other.InitializeAsync();
        await RestoreAsync(other, await ExportAsync(first));
        foreach (var table in Tables) Assert.Equal(await DigestAsync(first, table), await DigestAsync(other, table));
        Assert.Equal(await ModelSnapshot.TakeAsync(first.ConnectionString), await ModelSnapshot.TakeAsync(other.ConnectionString));
        Assert.True((await other.Recorder.RecordAsync(new("me"), [new(source)], new("key", "print"), Cancel)).WasReplayed);
    }

    [Theory]
    [InlineData("\"label\":\"France\"", "\"label\":\"Frankreich\"", ArchiveCodes.LogAltered)]
    [InlineData("\"actor\":\"seeds\"", "\"actor\":\"nobody\"", ArchiveCodes.LogAltered)]
    [InlineData("\"type\":\"country_registered.v1\"", "\"type\":\"country_registered.v9\"", ArchiveCodes.NotAnArchive)]
    [InlineData("\"record\":\"event\"", "\"record\":\"evnt\"", ArchiveCodes.NotAnArchive)]
    [InlineData("\"record\":\"log\",\"version\":1", "\"record\":\"log\",\"version\":2", ArchiveCodes.NotAnArchive)]
    [InlineData("{\"record\":\"end\"", "", ArchiveCodes.NotAnArchive)]
    public async Task An_archive_that_was_altered_is_found_out(string text, string by, string code)
    {
        var bytes = Encoding.UTF8.GetString(await ExportAsync(seeded));
        var at = bytes.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        var altered = by.Length == 0 ? bytes[..at] : string.Concat(bytes.AsSpan(0, at), by, bytes.AsSpan(at + text.Length));
        await using var other = new RunningServer(postgres);
        await other.InitializeAsync();
        Assert.Equal(code, (await Assert.ThrowsAsync<ArchiveException>(() => RestoreAsync(other, Encoding.UTF8.GetBytes(altered)))).Code);
        Assert.Equal("0", await LogAsync(other, $"select count(*)::text from log.mt_events where {(by.Length == 0 ? "false" : "true")}"));
    }

    private static byte[] Altered(byte[] archive, int line, string text, string by)
    {
        var lines = Encoding.UTF8.GetString(archive).Split('\n');
        lines[0] = lines[0].Replace("\"origin\":\"", "\"origin\":\"AAAA", StringComparison.Ordinal);
        lines[line] = lines[line].Replace(text, by, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static async Task<byte[]> ExportAsync(RunningServer server)
    {
        using var output = new MemoryStream();
        await LogFormat.WriteAsync(output, server.Services.GetRequiredService<ArchiveReader>().ReadAsync(Cancel), Cancel);
        return output.ToArray();
    }

    private static Task<RestoreReport> RestoreAsync(RunningServer server, byte[] bytes) =>
        server.Services.GetRequiredService<ArchiveRestorer>().RestoreAsync(LogFormat.ReadAsync(new MemoryStream(bytes), Cancel), null, Cancel);

    private static async Task<string> AnswerAsync(RunningServer server, string operation, string variables)
    {
        using var content = new StringContent($$"""{"query":{{System.Text.Json.JsonSerializer.Serialize(await File.ReadAllTextAsync(operation, Cancel))}},"variables":{{variables}}}""", Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/graphql", content, Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static Task<string?> DigestAsync(RunningServer server, string table) =>
        LogAsync(server, $"select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') from ({table}) t");

    private static async Task<string?> LogAsync(RunningServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Cancel);
    }
}
