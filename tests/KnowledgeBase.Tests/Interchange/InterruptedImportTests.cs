using System.Text.Json;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Imports;
using KnowledgeBase.Tests.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Interchange;

/// <summary>Imports of others' formats are stopped, go on, skip what is wrong, and are undone as those of the own format are.</summary>
public sealed class InterruptedImportTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>More than a batch: each is four records at least.</summary>
    private const int Count = (BatchRecorder.MostRecords / 4) + 50;

    private const string Query = """
        { entity(key: "person:q9100000000000") { key label ... on Person { occupationFact { status } nationalityFact { status } claims(first: 20, filter: { standing: [STANDING] }) { totalCount nodes { property standing { status } } } } } }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Formats => ["ftm-csv", "ftm-jsonl", "ftm-pack", "ftm-entities", "wikidata"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task It_goes_on_where_it_was_stopped_skips_what_is_wrong_once_and_is_undone(string format)
    {
        // Known before: a person of whom the file says more, and the country.
        Assert.Empty((await server.ImportAsync("jsonl", """
            {"record":"entity","kind":"PERSON","key":"q9100000000000","label":"Somebody"}
            {"record":"entity","kind":"COUNTRY","key":"FR","label":"France"}
            {"record":"source","key":"site","kind":"ARTICLE","title":"A site"}
            {"record":"claim","subject":"person:q9100000000000","property":"Person.occupation","value":"writer","stance":"ASSERTS","source":"site"}
            """u8.ToArray())).Errors);
        var (stood, answered) = (await Standing(), (await server.Ask(Query).MustBeData()).ToJsonString());
        var file = await People.FileAsync(format, Count, Cancel);
        var importer = server.Services.GetRequiredService<Importer>();
        var errors = Path.GetTempFileName();

        Assert.Equal((ImportOutcome.Refused, 1L), ((await server.ImportAsync(format, file)) is var refused ? refused.Outcome : default, refused.ErrorCount));
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        await using (var kept = new ErrorFile(errors))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => importer.ImportAsync([Files.Of(file)], new("importer", SkipRefused: true, Format: format), kept, new Stopping(stop), stop.Token));
        }

        ImportReport report;
        await using (var kept = new ErrorFile(errors)) report = await importer.ImportAsync([Files.Of(file)], new("importer", SkipRefused: true, Format: format), kept, null, Cancel);
        Assert.Equal(BatchRecorder.MostRecords, report.ResumedAfter);
        var told = (await File.ReadAllLinesAsync(errors, Cancel)).Select(l => JsonElement.Parse(l)).ToList();
        File.Delete(errors);
        Assert.Equal([(People.BadLine, "MISSING_FIELD")], told.Select(t => (t.GetProperty("line").GetInt32(), t.GetProperty("code").GetString()!)));

        var import = $"headers ->> 'import' = '{report.ImportId}'";
        Assert.Equal([$"{Count * People.Claims}"], await server.Rows($"select count(*) from log.mt_events where {import} and type = 'claim_asserted.v1'"));
        Assert.Equal(await server.Rows($"select count(*) from log.mt_events where {import}"), await server.Rows($"select events from log.import where id = '{report.ImportId}'"));
        Assert.NotEqual(answered, (await server.Ask(Query).MustBeData()).ToJsonString());

        var undone = await server.Services.GetRequiredService<ImportUndo>().UndoAsync(report.ImportId, "curator", null, null, Cancel);
        Assert.Empty(undone!.Refused);
        Assert.Equal(stood, await Standing());
        Assert.Equal(answered, (await server.Ask(Query).MustBeData()).ToJsonString());
    }

    /// <summary>Facts and citations, but for the positions of the changes that made them.</summary>
    private Task<List<string>> Standing() => server.Rows($"""
        select (to_jsonb(f) - array['since', 'until', 'value_since'])::text from model.fact f where until = {long.MaxValue}
        union all select (to_jsonb(c) - array['since', 'until', 'first_cited'])::text from model.citation c where until = {long.MaxValue} order by 1
        """);

    /// <summary>Stops it when the first batch is recorded.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Phase == ImportPhase.Recording) stop.Cancel();
        }
    }
}
