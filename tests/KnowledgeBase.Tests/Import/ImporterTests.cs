using System.Text;
using CsCheck;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Import;

public sealed class ImporterTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Setting = """
        {"record":"format","name":"knowledgebase","version":1}
        {"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}
        {"record":"entity","kind":"EXPULSION","key":"x1","label":"An expulsion"}
        {"record":"source","key":"site","kind":"ARTICLE","title":"A site"}
        {"record":"source","key":"paper","kind":"ARTICLE","title":"A paper","url":"https://EXAMPLE.org/a?utm_source=x#y","publishedOn":"2021-03-05~","language":"fr"}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JsonLinesImporter Importer => server.Services.GetRequiredService<JsonLinesImporter>();

    [Fact]
    public async Task A_good_file_is_recorded_whole_with_its_metadata_and_once()
    {
        var file = $$"""
            {{Setting}}

            {"record":"citation","source":"site","cites":"paper","manner":"PARAPHRASES"}
            {"record":"claim","ref":"c1","subject":"expulsion:x1","property":"Expulsion.headcount","value":"over 100","stance":"REPORTS","source":"site","attributedTo":[["paper"]],"statedOn":"2021-03","quotation":{"exact":"more than a hundred"},"note":"as far as we know"}
            {"record":"rank","claim":"c1","rank":"PREFERRED","reason":"Looked at."}
            {"record":"credibility","claim":"c1","grade":2,"reason":"Looked at."}
            {"record":"reliability","source":"paper","grade":"B","reason":"Looked at."}
            """;
        var first = await ImportAsync(file);
        Assert.Empty(first.Errors);
        Assert.Equal((10, 9), (first.Lines, first.RecordedEvents));
        Assert.Equal(9L, await Scalar($"select count(*) from log.mt_events where user_name = 'importer' and headers ->> 'import' = '{first.ImportId}'"));
        Assert.Equal("https://example.org/a", await Scalar("select url from model.source where key = 'paper'"));

        var again = await ImportAsync(file);
        Assert.Equal((0, 0), (again.RecordedEvents, again.ErrorCount));
    }

    [Theory]
    [InlineData("{\"record\":\"entity\"", ImportCodes.NotJson, "")]
    [InlineData("[1]", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"entity\",\"record\":\"entity\"}", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"entity\"} trailing", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"unheard\"}", ImportCodes.UnknownRecord, "record")]
    [InlineData("{\"kind\":\"COUNTRY\"}", ImportCodes.MissingField, "record")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\"}", ImportCodes.MissingField, "label")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"PLANET\",\"key\":\"de\",\"label\":\"x\"}", ImportCodes.WrongType, "kind")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":7,\"label\":\"x\"}", ImportCodes.WrongType, "key")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\",\"label\":\"x\",\"lable\":\"y\"}", ImportCodes.UnknownField, "lable")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"XX\",\"label\":\"x\"}", "UNKNOWN_COUNTRY_CODE", "code")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\",\"label\":\" \"}", "EMPTY", "label")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"publishedOn\":\"2021-02-30\"}", "DATE_IMPOSSIBLE", "publishedOn")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"publishedOn\":\"2021-13\"}", "DATE_IMPOSSIBLE", "publishedOn")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"url\":\"ftp://x\"}", "URL_MALFORMED", "url")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"publisher\":\"nobody\"}", "NOT_FOUND", "publisher")]
    [InlineData("{\"record\":\"citation\",\"source\":\"site\",\"cites\":\"site\",\"manner\":\"QUOTES\"}", "SELF_REFERENCE", "citedSource")]
    [InlineData("{\"record\":\"citation\",\"source\":\"site\",\"cites\":\"later\",\"manner\":\"QUOTES\"}", "NOT_FOUND", "citedSource")]
    [InlineData("{\"record\":\"rank\",\"claim\":\"c9\",\"rank\":\"NORMAL\",\"reason\":\"x\"}", "NOT_FOUND", "claim")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.colour\",\"value\":\"red\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "UNKNOWN_PROPERTY", "property")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.announcedOn\",\"value\":7,\"stance\":\"ASSERTS\",\"source\":\"site\"}", "VALUE_KIND_MISMATCH", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"value\":\"lots of fun\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "HEADCOUNT_MALFORMED", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "VALUE_REQUIRED", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"france\",\"property\":\"Expulsion.headcount\",\"value\":1,\"stance\":\"ASSERTS\",\"source\":\"site\"}", "MALFORMED", "subject")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"country:FR\",\"property\":\"Expulsion.headcount\",\"value\":1,\"stance\":\"ASSERTS\",\"source\":\"site\"}", "PROPERTY_NOT_OF_SUBJECT", "property")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"value\":1,\"stance\":\"ASSERTS\",\"source\":\"site\",\"quotation\":{\"exact\":\"\"}}", "EMPTY", "quotation.exact")]
    public async Task A_bad_line_is_named_with_its_number_its_code_and_the_place_and_nothing_is_recorded(string line, string code, string path)
    {
        var before = await Scalar("select count(*) from log.mt_events");
        var report = await ImportAsync($"{Setting}\n\n{line}\n{{\"record\":\"source\",\"key\":\"later\",\"kind\":\"ARTICLE\",\"title\":\"Later\"}}");
        var error = report.Errors[0];
        Assert.Equal(("lines.jsonl", 7, code, path), (error.File, error.Line, error.Code, error.Path));
        Assert.Equal(before, await Scalar("select count(*) from log.mt_events"));
    }

    [Fact]
    public async Task Every_bad_line_is_reported_not_only_the_first()
    {
        var report = await ImportAsync("{}\n{\"record\":\"unheard\"}\nnonsense\n{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\",\"label\":\"Germany\"}");
        Assert.Equal([1, 2, 3], report.Errors.Select(e => e.Line));
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_and_bytes_that_are_not_UTF8_are_refused_with_their_numbers()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{{\"record\":\"{new string('x', 10_000_000)}\"}}\n"), 0xC3, 0x28, (byte)'\n', (byte)'{', 0, (byte)'}'];
        var report = await Importer.ImportAsync([new("big.jsonl", () => new MemoryStream(bytes))], new("importer"), Cancel);
        Assert.Equal([(1, ImportCodes.LineTooLong), (2, ImportCodes.NotUtf8), (3, ImportCodes.NotJson)], report.Errors.Select(e => (e.Line, e.Code)));
    }

    [Fact]
    public async Task A_dry_run_records_nothing()
    {
        var before = await Scalar("select count(*) from log.mt_events");
        var report = await Importer.ImportAsync([File("dry.jsonl", "{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"IT\",\"label\":\"Italy\"}")], new("importer", IsDryRun: true), Cancel);
        Assert.Equal((1, 0, before), (report.Lines, report.RecordedEvents, await Scalar("select count(*) from log.mt_events")));
    }

    [Fact]
    public void No_bytes_whatever_make_it_throw() => Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.String[0, 100].Select(Encoding.UTF8.GetBytes),
            Gen.Char["{}[]\":,\\urecord01\n "].Array[0, 120].Select(c => Encoding.UTF8.GetBytes(new string(c))))
        .Sample(bytes =>
        {
            var report = Importer.ImportAsync([new("any.jsonl", () => new MemoryStream(bytes))], new("importer", IsDryRun: true)).GetAwaiter().GetResult();
            return report.Errors.Count <= report.Lines * 20;
        }, iter: 3_000);

    private Task<ImportReport> ImportAsync(string text) => Importer.ImportAsync([File("lines.jsonl", text)], new("importer"), Cancel);

    private static ImportFile File(string name, string text) => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
