using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Expulsions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Log;

using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Export;

/// <summary>A file is of one position, whatever is recorded while it is written, and takes memory for a page, not for the base.</summary>
public sealed class ConsistentExportTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>More claims than a page has, so that the last are read long after the first.</summary>
    private const int Claims = Expulsions * ClaimsEach;
    private const int Expulsions = 150;
    private const int ClaimsEach = 10;

    [Fact]
    public async Task What_is_recorded_while_a_file_is_written_is_not_in_it()
    {
        await using var server = await Filled();
        var at = DateTimeOffset.Parse((string)(await server.Ask("{ changes(last: 1) { nodes { recordedAt } } }").MustBeData())["changes"]!["nodes"]![0]!["recordedAt"]!, System.Globalization.CultureInfo.InvariantCulture);
        // The log has tests of its own (Archive/ArchiveTests).
        foreach (var format in server.Services.GetServices<IExportFormat>().Where(f => f is not LogExport))
        {
            var before = await server.ExportAsync(format.Name, at);
            var unfit = new List<Unfit>();
            // Somebody records at each write: claims on what was written and what was not, new things, what is taken back.
            using var output = new RecordingStream(n => server.RecordAsync(
                ExportServer.Claim("headcount", new HeadcountValue(Headcount.Exactly(10_000 + n))), Counted($"f{n}", 10_000 + n), Counted($"f{Expulsions - 1 - n}", 10_000 + n), new RankClaim(ExportServer.Corrected, n % 2 == 0 ? Rank.Preferred : Rank.Normal, $"{format.Name} {n}")));

            await format.WriteAsync(output, new(at, unfit.Add), Cancel);

            // Statements of FollowTheMoney are few words: this base fills less than two of their buffers.
            Assert.True(output.Recorded > (format.Name.StartsWith("ftm", StringComparison.Ordinal) ? 0 : 3), $"{format.Name} was written at once.");
            Assert.True(before.Bytes.AsSpan().SequenceEqual(output.ToArray()), $"{format.Name} differs.");
            Assert.Equal(before.Unfit, unfit);
        }
    }

    [Fact]
    public async Task Without_an_instant_it_is_of_the_moment_in_which_it_begins()
    {
        await using var server = await Filled();
        using var output = new RecordingStream(n => server.RecordAsync([.. Enumerable.Range(0, Expulsions).Select(e => Counted($"f{e}", 10_000 + n))]));
        await server.Format("facts-jsonl").WriteAsync(output, new(), Cancel);
        var position = (long)JsonNode.Parse(System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n')[0])!["position"]!;
        await server.RecordAsync(ExportServer.Claim("headcount", new HeadcountValue(Headcount.Exactly(9_000))));
        var later = JsonNode.Parse((await server.ExportAsync("facts-jsonl")).Lines.First())!;
        Assert.True(position < (long)later["position"]!);
        var headcounts = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n').Where(l => l.Contains("\"expulsion:f", StringComparison.Ordinal)).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(Expulsions, headcounts.Count);
        Assert.All(headcounts, h => Assert.Equal(ClaimsEach, h["alternatives"]!.AsArray().Count + 1));
    }

    [Fact]
    public async Task A_cancelled_file_ends()
    {
        await using var server = await Filled();
        foreach (var format in server.Services.GetServices<IExportFormat>())
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            using var output = new RecordingStream(_ => stop.CancelAsync());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => format.WriteAsync(output, new(), stop.Token));
        }
    }

    private async Task<ExportServer> Filled()
    {
        var server = new ExportServer(postgres);
        await ((IAsyncLifetime)server).InitializeAsync();
        for (var part = 0; part < 3; part++)
        {
            var keys = Enumerable.Range(part * Expulsions / 3, Expulsions / 3).Select(n => $"f{n}").ToList();
            await server.RecordAsync([.. keys.Select(k => new RegisterEntity(EntityKind.Expulsion, k, $"Expulsion {k}"))]);
            await server.RecordAsync([.. keys.SelectMany(k => Enumerable.Range(1, ClaimsEach).Select(n => Counted(k, n)))]);
        }

        return server;
    }

    private static AssertClaim Counted(string key, int count) =>
        ExportServer.Claim("headcount", new HeadcountValue(Headcount.Exactly(count))) with { SubjectId = Identifiers.Entity(EntityKind.Expulsion, key) };

    /// <summary>Does something before each of the first writes. Like a connection of Kestrel's, it is not written to but asynchronously.</summary>
    private sealed class RecordingStream(Func<int, Task> record) : Stream
    {
        private const int Most = 8;
        private readonly MemoryStream written = new();

        public int Recorded { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] ToArray() => written.ToArray();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Recorded < Most) await record(Recorded++);
            cancellationToken.ThrowIfCancellationRequested();
            await written.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new NotSupportedException("What waits for others does not hold up a thread.");

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("What waits for others does not hold up a thread.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
