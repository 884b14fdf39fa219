using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Import;

public sealed class CompressedImportTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Importer Importer => server.Services.GetRequiredService<Importer>();

    [Fact]
    public async Task Gzip_and_Zstandard_are_told_by_their_bytes_and_are_the_same_import_as_the_plain_file()
    {
        var text = Files.Text(Files.Chain("packed", 20));
        var first = await Importer.ImportAsync([Files.Of(Files.Gzip(text), "a.jsonl")], new("importer"), Cancel);
        Assert.Equal(ImportOutcome.Recorded, first.Outcome);
        foreach (var file in new[] { Files.Of(Files.Zstandard(text), "b"), Files.Of(text) })
        {
            var again = await Importer.ImportAsync([file], new("importer"), Cancel);
            Assert.Equal((first.ImportId, ImportOutcome.AlreadyRecorded), (again.ImportId, again.Outcome));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_cut_off_is_refused_by_its_name(bool gzip)
    {
        var text = Files.Text(Files.Chain("cut", 200));
        var bytes = gzip ? Files.Gzip(text) : Files.Zstandard(text);
        var report = await Importer.ImportAsync([Files.Of(bytes[..(bytes.Length / 2)], "half.gz")], new("importer"), Cancel);
        Assert.Equal((ImportOutcome.Refused, "half.gz", ImportCodes.DamagedFile), (report.Outcome, report.Errors.Single().File, report.Errors.Single().Code));
    }
}
