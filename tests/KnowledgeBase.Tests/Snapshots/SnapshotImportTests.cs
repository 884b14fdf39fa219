using System.Text;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using KnowledgeBase.Tests.Mutations;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Snapshots;

/// <summary>Snapshots as lines of imports.</summary>
public sealed class SnapshotImportTests(StoryServer server) : IClassFixture<StoryServer>
{
    [Fact]
    public async Task A_snapshot_is_imported_with_what_is_quoted_from_it()
    {
        var report = await ImportAsync(
            """{"record":"source","key":"imported","kind":"ARTICLE","title":"Imported"}""",
            """{"record":"claim","subject":"expulsion:fr-ru","property":"Expulsion.commentary","value":{"text":"A remark"},"source":"imported","stance":"ASSERTS","quotation":{"exact":"They left"}}""",
            """{"record":"snapshot","source":"imported","mediaType":"text/html","text":"<p>They <b>left</b>.","takenAt":"2021-03-08T07:24:00+01:00"}""");
        Assert.Empty(report.Errors);
        (await server.Ask("{ source(key: \"imported\") { snapshots { nodes { takenAt text } } claims { nodes { quotation { status places } } } } }")).Is(
            """{"data":{"source":{"snapshots":{"nodes":[{"takenAt":"2021-03-08T06:24:00Z","text":"They left."}]},"claims":{"nodes":[{"quotation":{"status":"EXACT","places":1}}]}}}}""");
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_told_with_its_line_and_place()
    {
        var report = await ImportAsync(
            """{"record":"snapshot","source":"site","mediaType":"image/png","text":"a","takenAt":"2021-03-08T07:24:00Z"}""",
            """{"record":"snapshot","source":"site","mediaType":"text/plain","text":"a","takenAt":"2021-03-08"}""");
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        Assert.Contains(report.Errors, e => e.ToString().Contains("takenAt", StringComparison.Ordinal));
        Assert.Equal(0, report.RecordedEvents);
    }

    private Task<ImportReport> ImportAsync(params string[] lines) => server.Services.GetRequiredService<Importer>().ImportAsync(
        [new("snapshots.jsonl", () => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))))], new("importer"), TestContext.Current.CancellationToken);
}
