using System.IO.Compression;
using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Tests.Hosting;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Import;

/// <summary>A line of a gigabyte, also one that a megabyte of compressed bytes holds, is refused by its number in the memory of a line that is read.</summary>
public sealed class EndlessLineTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const long Gigabyte = 1L << 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Formats => ["jsonl", "ftm-jsonl", "ftm-entities", "ftm-csv", "ftm-pack", "wikidata"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_format_refuses_it_in_bounded_memory(string format)
    {
        var reader = server.Services.GetServices<IImportFormat>().Single(f => f.Name == format);
        // The stream is there at once, so all of the reading is done by one thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var first = reader.ReadAsync(new EndlessLine(Gigabyte), Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await first.MoveNextAsync());
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((1L, ImportCodes.LineTooLong), (first.Current.Line, Assert.Single(first.Current.Wrong).Code));
        Assert.True(allocated < 160 << 20, $"It took {allocated >> 20} MB.");
        await first.DisposeAsync();
    }

    [Theory]
    [InlineData("bomb.gz", "jsonl")]
    [InlineData("bomb.zst", "wikidata")]
    public async Task A_compressed_bomb_is_refused_by_its_line_in_bounded_memory(string name, string format)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, name);
        await using (var file = File.Create(path))
        await using (var packed = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : Compression.For(name, file))
        {
            await new EndlessLine(Gigabyte).CopyToAsync(packed, Cancel);
        }

        Assert.True(new FileInfo(path).Length < 10 << 20);
        using var process = ImportProcess.Start(server.ConnectionString, "import", "--format", format, path);
        var peak = 0L;
        for (; !process.HasEnded; await Task.Delay(10, Cancel)) peak = Math.Max(peak, process.PeakBytes);
        var (status, output, errors) = await process.EndAsync(Cancel);
        Assert.Equal((1, "Refused, 1 errors. Nothing was recorded.\n"), (status, output));
        Assert.Contains($"{name}:1: ", errors, StringComparison.Ordinal);
        Assert.Contains("(LINE_TOO_LONG)", errors, StringComparison.Ordinal);
        Assert.True(peak is > 10 << 20 and < 512 << 20, $"It took {peak >> 20} MB.");
    }

    /// <summary>One line of so many bytes, none of which is anywhere.</summary>
    private sealed class EndlessLine(long length) : ForwardStream
    {
        private long left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(left, buffer.Length);
            buffer[..count].Fill((byte)'x');
            left -= count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
