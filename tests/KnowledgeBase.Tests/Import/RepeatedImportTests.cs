using System.Text;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Import;

/// <summary>The same lines are recorded once; a dry run says what would become of them.</summary>
public sealed class RepeatedImportTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Story = """
        {"record":"entity","kind":"EXPULSION","key":"x1","label":"An expulsion"}
        {"record":"source","key":"site","kind":"ARTICLE","title":"A site"}
        {"record":"source","key":"paper","kind":"ARTICLE","title":"A paper"}
        {"record":"citation","source":"site","cites":"paper","manner":"QUOTES"}
        {"record":"claim","ref":"c1","subject":"expulsion:x1","property":"Expulsion.headcount","value":3,"stance":"REPORTS","source":"site"}
        """;

    // Taken line by line, each of the earlier ones would be recorded anew.
    private const string TakenBack = Story + """

        {"record":"rank","claim":"c1","rank":"PREFERRED","reason":"At first."}
        {"record":"rank","claim":"c1","rank":"NORMAL","reason":"At second thoughts."}
        {"record":"retraction","claim":"c1","reason":"The site took it back."}
        {"record":"citationRemoval","source":"site","cites":"paper","reason":"It does not."}
        {"record":"relabel","entity":"expulsion:x1","label":"Another name","reason":"Clearer."}
        """;

    private readonly RunningServer server = new(postgres);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_the_import_itself_takes_back_is_not_recorded_anew()
    {
        var first = await ImportAsync("first", TakenBack);
        var again = await ImportAsync("first", TakenBack);
        Assert.Equal((ImportOutcome.Recorded, 10), (first.Outcome, first.RecordedEvents));
        Assert.Equal((ImportOutcome.AlreadyRecorded, 0, first.ImportId), (again.Outcome, again.RecordedEvents, again.ImportId));
    }

    [Fact]
    public async Task Neither_does_another_actor_with_other_files_line_ends_and_blank_lines_record_it_anew()
    {
        var first = await ImportAsync("first", TakenBack);
        var again = await ImportAsync("second", "\uFEFF" + Story.Replace("\n", "\r\n\r\n", StringComparison.Ordinal), TakenBack[(Story.Length + 1)..] + "\n");
        Assert.Equal((ImportOutcome.AlreadyRecorded, first.ImportId), (again.Outcome, again.ImportId));
    }

    [Fact]
    public async Task A_longer_file_records_what_is_new_in_it()
    {
        await ImportAsync("first", Story);
        var more = await ImportAsync("first", Story + "\n{\"record\":\"source\",\"key\":\"book\",\"kind\":\"BOOK\",\"title\":\"A book\"}");
        Assert.Equal((ImportOutcome.Recorded, 1), (more.Outcome, more.RecordedEvents));
    }

    [Fact]
    public async Task A_refused_import_can_be_repeated_when_what_it_names_is_there()
    {
        const string citation = "{\"record\":\"citation\",\"source\":\"site\",\"cites\":\"paper\",\"manner\":\"REPRINTS\"}";
        Assert.Equal(ImportOutcome.Refused, (await ImportAsync("first", citation)).Outcome);
        await ImportAsync("first", Story);
        Assert.Equal(ImportOutcome.Recorded, (await ImportAsync("first", citation)).Outcome);
    }

    [Fact]
    public async Task A_dry_run_asks_the_domain_and_records_nothing()
    {
        Assert.Equal(ImportOutcome.Checked, (await Importer.ImportAsync(Files(Story), new("first", IsDryRun: true), Cancel)).Outcome);
        var wrong = await Importer.ImportAsync(
            Files("{\"record\":\"citation\",\"source\":\"site\",\"cites\":\"paper\",\"manner\":\"QUOTES\"}"), new("first", IsDryRun: true), Cancel);
        Assert.Equal([(1, "NOT_FOUND", "cites")], wrong.Errors.Select(e => (e.Line, e.Code, e.Path)));
        Assert.Equal(5, (await ImportAsync("first", Story)).RecordedEvents);
    }

    [Fact]
    public async Task An_import_without_a_record_is_no_error() => Assert.Equal((ImportOutcome.AlreadyRecorded, 0L), Outcome(await ImportAsync("first", "\n \r\n")));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Importer Importer => server.Services.GetRequiredService<Importer>();

    private Task<ImportReport> ImportAsync(string actor, params string[] texts) => Importer.ImportAsync(Files(texts), new(actor), Cancel);

    private static IEnumerable<ImportFile> Files(params string[] texts) =>
        texts.Select((t, i) => new ImportFile($"{i}.jsonl", () => new MemoryStream(Encoding.UTF8.GetBytes(t))));

    private static (ImportOutcome, long) Outcome(ImportReport report) => (report.Outcome, report.Records);
}
