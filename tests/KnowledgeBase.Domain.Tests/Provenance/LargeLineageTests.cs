using System.Diagnostics;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>No lineage is too long, too round or too wide.</summary>
public sealed class LargeLineageTests
{
    private const int Size = 100_000;

    private static CitationGraph Graph(int size, Func<int, IEnumerable<int>> cites, bool dated = false) => new(Enumerable.Range(0, size).ToDictionary(
        History.Id, i => new SourceNode(
            History.Id(i), i == size - 1 ? SourceKind.Informant : SourceKind.Article, false, null, Day(i, dated), Day(i, dated), null, false,
            [.. cites(i).Select(History.Id)])));

    private static DateOnly? Day(int i, bool dated) => dated ? new DateOnly(1, 1, 1).AddDays(i) : null;

    /// <summary>Not a measurement: only what grows exponentially, or never ends, takes so long.</summary>
    private static T Within<T>(Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        return result;
    }

    [Fact]
    public void A_chain_of_100_000_sources_is_walked_to_its_end()
    {
        var graph = Graph(Size, i => i + 1 < Size ? [i + 1] : []);
        var root = Assert.Single(Within(() => LineageWalk.From(LineageStart.Of(History.Id(0)), graph)).Roots);
        Assert.Equal((History.Id(Size - 1), RootKind.Unattributed), (root.SourceId, root.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ring_of_100_000_sources_is_circular_and_has_no_root(bool dated)
    {
        var graph = Graph(Size, i => [(i + 1) % Size], dated);
        var lineage = Within(() => LineageWalk.From(LineageStart.Of(History.Id(0)), graph));
        Assert.Equal((true, dated, 0), (lineage.IsCircular, lineage.IsAnachronistic, lineage.Roots.Count));
    }

    [Fact]
    public void Listing_the_paths_of_a_chain_too_long_to_list_ends_and_says_so()
    {
        var graph = Graph(Size, i => i + 1 < Size ? [i + 1] : []);
        var listed = Within(() => LineagePaths.Between(LineageStart.Of(History.Id(0)), History.Id(Size - 1), graph, 10));
        Assert.Equal((0, false), (listed.Paths.Count, listed.AreAll));
    }

    [Fact]
    public void Where_there_are_more_paths_than_can_be_counted_the_shortest_are_listed()
    {
        // A hundred times two ways to go on, all of one length: 2^100 paths.
        var graph = Graph(301, i => i == 300 ? [] : (i % 3) switch { 0 => [i + 1, i + 2], _ => [i + 3 - (i % 3)] });
        Assert.Single(Within(() => LineageWalk.From(LineageStart.Of(History.Id(0)), graph)).Roots);
        var listed = Within(() => LineagePaths.Between(LineageStart.Of(History.Id(0)), History.Id(300), graph, 3));
        Assert.Equal((3, false), (listed.Paths.Count, listed.AreAll));
        Assert.Equal([201, 201, 201], listed.Paths.Select(p => p.Count));
    }

    [Fact]
    public void A_hundred_sources_that_all_cite_each_other_are_walked_and_listed()
    {
        var graph = Graph(100, i => i == 99 ? [] : Enumerable.Range(0, 100).Where(j => j != i));
        Assert.True(Within(() => LineageWalk.From(LineageStart.Of(History.Id(0)), graph)).IsCircular);
        var listed = Within(() => LineagePaths.Between(LineageStart.Of(History.Id(0)), History.Id(99), graph, 50));
        Assert.Equal((50, false, 2), (listed.Paths.Count, listed.AreAll, listed.Paths[0].Count));
    }
}
