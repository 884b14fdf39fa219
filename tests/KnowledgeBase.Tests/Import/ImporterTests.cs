using System.Text;
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

    private Importer Importer => server.Services.GetRequiredService<Importer>();

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
        Assert.Equal((ImportOutcome.Recorded, 10L, 9L), (first.Outcome, first.Records, first.RecordedEvents));
        Assert.Equal(9L, await Scalar($"select count(*) from log.mt_events where user_name = 'importer' and headers ->> 'import' = '{first.ImportId}'"));
        Assert.Equal("https://example.org/a", await Scalar("select url from model.source where key = 'paper'"));

        var again = await ImportAsync(file);
        Assert.Equal((first.ImportId, ImportOutcome.AlreadyRecorded, 0L, 0L), (again.ImportId, again.Outcome, again.RecordedEvents, again.ErrorCount));
    }

    [Theory]
    [InlineData("{\"record\":\"entity\"", ImportCodes.NotJson, "")]
    [InlineData("[1]", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"entity\",\"record\":\"entity\"}", ImportCodes.DuplicateField, "record")]
    [InlineData("{\"record\":\"\"}", ImportCodes.UnknownRecord, "record")]
    [InlineData("{\"record\":null}", ImportCodes.MissingField, "record")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"\",\"key\":\"de\",\"label\":\"x\"}", ImportCodes.WrongType, "kind")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"PERSON\",\"key\":\"p\",\"label\":\"\\ud83d\"}", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"PERSON\",\"key\":\"p\",\"label\":\"a\\u0000b\"}", "MALFORMED", "label")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"PERSON\",\"key\":\"p\",\"label\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"format\",\"name\":\"knowledgebase\",\"version\":1}", ImportCodes.UnknownFormat, "")]
    [InlineData("{\"record\":\"relabel\",\"entity\":\"country:FR\",\"label\":\"x\"}", ImportCodes.MissingField, "reason")]
    [InlineData("{\"record\":\"retraction\",\"claim\":\"c9\",\"source\":\"site\",\"reason\":\"x\"}", ImportCodes.MissingField, "")]
    [InlineData("{\"record\":\"reliability\",\"source\":\"site\",\"grade\":\"G\",\"reason\":\"x\"}", ImportCodes.WrongType, "grade")]
    [InlineData("{\"record\":\"credibility\",\"claim\":\"0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11\",\"grade\":7,\"reason\":\"x\"}", "MALFORMED", "grade")]
    [InlineData("{\"record\":\"independence\",\"sources\":[\"site\",\"nobody\"],\"verdict\":\"DEPENDENT\",\"reason\":\"x\"}", "NOT_FOUND", "sources.1")]
    [InlineData("{\"record\":\"independence\",\"sources\":[\"site\"],\"verdict\":\"DEPENDENT\",\"reason\":\"x\"}", ImportCodes.WrongType, "sources")]
    [InlineData("{\"record\":\"entity\"} trailing", ImportCodes.NotJson, "")]
    [InlineData("{\"record\":\"unheard\"}", ImportCodes.UnknownRecord, "record")]
    [InlineData("{\"kind\":\"COUNTRY\"}", ImportCodes.MissingField, "record")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\"}", ImportCodes.MissingField, "label")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"PLANET\",\"key\":\"de\",\"label\":\"x\"}", ImportCodes.WrongType, "kind")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":7,\"label\":\"x\"}", ImportCodes.WrongType, "key")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\",\"label\":\"x\",\"lable\":\"y\"}", ImportCodes.UnknownField, "lable")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"XX\",\"label\":\"x\"}", "UNKNOWN_COUNTRY_CODE", "key")]
    [InlineData("{\"record\":\"entity\",\"kind\":\"COUNTRY\",\"key\":\"DE\",\"label\":\" \"}", "EMPTY", "label")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"publishedOn\":\"2021-02-30\"}", "DATE_IMPOSSIBLE", "publishedOn")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"publishedOn\":\"2021-13\"}", "DATE_IMPOSSIBLE", "publishedOn")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"url\":\"ftp://x\"}", "URL_MALFORMED", "url")]
    [InlineData("{\"record\":\"source\",\"key\":\"s\",\"kind\":\"ARTICLE\",\"title\":\"x\",\"publisher\":\"nobody\"}", "NOT_FOUND", "publisher")]
    [InlineData("{\"record\":\"citation\",\"source\":\"site\",\"cites\":\"site\",\"manner\":\"QUOTES\"}", "SELF_REFERENCE", "cites")]
    [InlineData("{\"record\":\"citation\",\"source\":\"site\",\"cites\":\"later\",\"manner\":\"QUOTES\"}", "NOT_FOUND", "cites")]
    [InlineData("{\"record\":\"rank\",\"claim\":\"c9\",\"rank\":\"NORMAL\",\"reason\":\"x\"}", "NOT_FOUND", "claim")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.colour\",\"value\":\"red\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "UNKNOWN_PROPERTY", "property")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.announcedOn\",\"value\":7,\"stance\":\"ASSERTS\",\"source\":\"site\"}", "VALUE_KIND_MISMATCH", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"value\":\"lots of fun\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "HEADCOUNT_MALFORMED", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"value\":\"3 persons\\u0000\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "MALFORMED", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.measure\",\"value\":\"BANISHED\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "VALUE_KIND_MISMATCH", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"country:FR\",\"property\":\"Country.name\",\"value\":\"France\",\"stance\":\"ASSERTS\",\"source\":\"site\"}", "VALUE_REQUIRED", "value")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"country:FR\",\"property\":\"Country.name\",\"value\":{\"text\":\"x\",\"text\":\"y\"},\"stance\":\"ASSERTS\",\"source\":\"site\"}", ImportCodes.DuplicateField, "value.text")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"country:FR\",\"property\":\"Country.name\",\"value\":{\"text\":\" \",\"language\":\"fr\"},\"stance\":\"ASSERTS\",\"source\":\"site\"}", "EMPTY", "value.text")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"value\":1,\"stance\":\"ASSERTS\",\"source\":\"site\",\"attributedTo\":[[\"paper\",\"nobody\"]]}", "NOT_FOUND", "attributedTo.0.1")]
    [InlineData("{\"record\":\"claim\",\"subject\":\"expulsion:x1\",\"property\":\"Expulsion.headcount\",\"value\":1,\"stance\":\"ASSERTS\",\"source\":\"site\",\"attributedTo\":[\"paper\"]}", ImportCodes.WrongType, "attributedTo.0")]
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
    public async Task A_thousand_errors_are_listed_and_all_of_them_counted()
    {
        var report = await ImportAsync(string.Concat(Enumerable.Repeat("nonsense\n", 1_500)));
        Assert.Equal((1_000, 1_500L, 1_500L), (report.Errors.Count, report.ErrorCount, report.Records));
    }

    [Fact]
    public async Task What_is_named_before_it_stands_is_refused_in_its_line()
    {
        var report = await ImportAsync("""
            {"record":"citation","source":"first","cites":"second","manner":"QUOTES"}
            {"record":"source","key":"first","kind":"ARTICLE","title":"First"}
            {"record":"source","key":"second","kind":"ARTICLE","title":"Second"}
            """);
        Assert.Equal([(1, "NOT_FOUND", "cites")], report.Errors.Select(e => (e.Line, e.Code, e.Path)));
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_and_bytes_that_are_not_UTF8_are_refused_with_their_numbers()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{{\"record\":\"{new string('x', 10_000_000)}\"}}\n"), 0xC3, 0x28, (byte)'\n', (byte)'{', 0, (byte)'}'];
        var report = await Importer.ImportAsync([new("big.jsonl", () => new MemoryStream(bytes))], new("importer"), Cancel);
        Assert.Equal([(1, ImportCodes.LineTooLong), (2, ImportCodes.NotUtf8), (3, ImportCodes.NotJson)], report.Errors.Select(e => (e.Line, e.Code)));
    }

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
