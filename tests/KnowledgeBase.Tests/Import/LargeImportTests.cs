using System.Text.Json;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Import;

/// <summary>Imports of more records than fit into one batch.</summary>
public sealed class LargeImportTests(RunningServer server) : IClassFixture<RunningServer>
{
    // Two batches of 5,000 and a rest.
    private const int Claims = 3_600;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Importer Importer => server.Services.GetRequiredService<Importer>();

    [Fact]
    public async Task All_of_it_is_recorded_once_and_later_batches_see_earlier_ones()
    {
        var lines = Files.Chain("whole", Claims);
        var seen = new List<ImportProgress>();
        var report = await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("importer"), null, new Listener(seen.Add), Cancel);
        Assert.Equal((ImportOutcome.Recorded, (long)lines.Count, (long)lines.Count, 0L), (report.Outcome, report.Records, report.RecordedEvents, report.ErrorCount));
        Assert.Equal([ImportPhase.Reading, ImportPhase.Checking, ImportPhase.Recording], seen.Select(p => p.Phase).Distinct());
        Assert.Equal((long)Claims, await Scalar("select count(*) from model.claim c join model.entity e on e.id = c.subject and e.key like 'whole-%' and e.until = 9223372036854775807 where c.until = 9223372036854775807"));
        Assert.Equal(ImportOutcome.AlreadyRecorded, (await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("somebody else"), Cancel)).Outcome);
    }

    [Fact]
    public async Task Nothing_is_recorded_when_the_last_of_many_lines_is_refused_by_the_domain()
    {
        var lines = Files.Chain("refused", Claims);
        lines.Add("""{"record":"citation","source":"refused-1","cites":"nobody","manner":"QUOTES"}""");
        var before = await Scalar("select count(*) from log.mt_events");
        var report = await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("importer"), Cancel);
        var error = Assert.Single(report.Errors);
        Assert.Equal((ImportOutcome.Refused, (long)lines.Count, "NOT_FOUND", "cites"), (report.Outcome, error.Line, error.Code, error.Path));
        Assert.Equal(before, await Scalar("select count(*) from log.mt_events"));
    }

    [Fact]
    public async Task A_dry_run_finds_the_same_and_records_nothing()
    {
        var lines = Files.Chain("dry", Claims);
        var before = await Scalar("select count(*) from log.mt_events");
        Assert.Equal(ImportOutcome.Checked, (await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("importer", IsDryRun: true), Cancel)).Outcome);
        lines.Insert(8_000, """{"record":"rank","claim":"c3500","rank":"DEPRECATED","reason":"Too early."}""");
        lines.Insert(9_000, """{"record":"source","key":"dry-7","kind":"BOOK","title":"Another one"}""");
        var report = await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("importer", IsDryRun: true, SkipRefused: true), Cancel);
        Assert.Equal([(8_001L, "NOT_FOUND"), (9_001L, "ALREADY_REGISTERED")], report.Errors.Select(e => (e.Line, e.Code)));
        Assert.Equal(before, await Scalar("select count(*) from log.mt_events"));
    }

    [Fact]
    public async Task What_is_wrong_is_skipped_with_what_needs_it_and_told_in_a_file()
    {
        var lines = Files.Chain("skip", Claims);
        var place = lines.FindIndex(l => l.Contains("\"key\":\"skip-3001\"", StringComparison.Ordinal));
        lines[place] = """{"record":"source","key":"skip-3001","kind":"ARTICLE","title":" "}""";
        lines.Insert(3, "nonsense");
        var path = Path.GetTempFileName();
        ImportReport report;
        await using (var errors = new ErrorFile(path)) report = await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("importer", SkipRefused: true), errors, null, Cancel);

        // The line that is no record, the source, its citation and its claim; nobody cites number 3,001 of 3,600.
        Assert.Equal((ImportOutcome.RecordedInPart, 4L, (long)lines.Count - 4), (report.Outcome, report.ErrorCount, report.RecordedEvents));
        var told = (await File.ReadAllLinesAsync(path, Cancel)).Select(l => JsonElement.Parse(l)).ToList();
        File.Delete(path);
        Assert.Equal(report.Errors.Select(e => (e.Line, e.Code)), told.Select(t => (t.GetProperty("line").GetInt64(), t.GetProperty("code").GetString()!)));
        Assert.Equal([(4L, "NOT_JSON"), (place + 2L, "EMPTY"), (place + 3L, "NOT_FOUND"), (place + 4L, "NOT_FOUND")], report.Errors.Select(e => (e.Line, e.Code)));
        Assert.Equal((long)lines.Count, await Scalar($"select records from log.import where id = '{report.ImportId}'"));
        Assert.Equal(4L, await Scalar($"select refused from log.import where id = '{report.ImportId}'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopped_at_any_moment_it_goes_on_without_a_loss_or_a_double(bool skips)
    {
        var lines = Files.Chain($"stopped-{skips}".ToLowerInvariant(), Claims);
        if (skips) lines.Insert(7_000, "nonsense");
        if (skips) lines.Insert(2, "nonsense");
        var path = Path.GetTempFileName();
        var stops = 0;
        ImportReport? report = null;
        while (report is null)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var stopsHere = stops;
            await using var errors = new ErrorFile(path);
            try
            {
                var listener = new Listener(p =>
                {
                    if (p.Phase == ImportPhase.Recording && stopsHere < 2) stop.Cancel();
                });
                report = await Importer.ImportAsync([Files.Of(Files.Text(lines))], new("importer", SkipRefused: skips), errors, listener, stop.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }

        Assert.Equal(2, stops);
        Assert.True(report.ResumedAfter == 10_000, $"{report.ResumedAfter}");
        Assert.Equal((long)lines.Count - (skips ? 2 : 0), await Scalar($"select count(*) from log.mt_events where headers ->> 'import' = '{report.ImportId}'"));
        Assert.Equal(skips ? [3, 7_002] : [], (await File.ReadAllLinesAsync(path, Cancel)).Select(l => JsonElement.Parse(l).GetProperty("line").GetInt32()));
        File.Delete(path);
        Assert.Equal(lines.Count - (skips ? 2L : 0), await Scalar($"select events from log.import where id = '{report.ImportId}'"));
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed class Listener(Action<ImportProgress> listen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => listen(value);
    }
}
