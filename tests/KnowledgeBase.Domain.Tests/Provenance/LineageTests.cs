using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>Section 5 of the domain on lineage, sentence by sentence.</summary>
public sealed class LineageTests
{
    [Fact]
    public void A_claims_own_attribution_goes_before_the_citations_of_its_source()
    {
        var story = new Story().Article("site", "other").Article("other").Article("paper", "informant").Informant("informant");
        Assert.Equal([("other", RootKind.Unresolved)], story.RootsOf("site"));
        Assert.Equal([("informant", RootKind.Unattributed)], story.RootsOf("site", "paper"));
    }

    [Fact]
    public void The_walk_goes_to_the_leaves()
    {
        var story = new Story().Article("a", "b c").Article("b", "d").Article("c", "d ministry").Article("d", "informant")
            .Informant("informant").Official("ministry");
        Assert.Equal([("informant", RootKind.Unattributed), ("ministry", RootKind.Named)], story.RootsOf("a"));
    }

    [Fact]
    public void An_official_statement_a_named_person_and_original_reporting_are_named_leaves()
    {
        var story = new Story().Article("a", "statement person reporter").Official("statement").Source(SourceKind.Person, "person").Article("reporter", original: true);
        Assert.Equal([("statement", RootKind.Named), ("person", RootKind.Named), ("reporter", RootKind.Named)], story.RootsOf("a"));
    }

    [Fact]
    public void Original_reporting_that_cites_somebody_is_no_leaf() =>
        Assert.Equal([("i", RootKind.Unattributed)], new Story().Article("a", "i", original: true).Informant("i").RootsOf("a"));

    [Fact]
    public void An_anonymous_informant_is_an_unattributed_leaf() =>
        Assert.Equal([("i", RootKind.Unattributed)], new Story().Article("a", "i").Source(SourceKind.Informant, "i", original: true).RootsOf("a"));

    [Theory]
    [InlineData(SourceKind.Outlet)]
    [InlineData(SourceKind.Article)]
    [InlineData(SourceKind.ReaderComment)]
    [InlineData(SourceKind.Book)]
    [InlineData(SourceKind.Encyclopedia)]
    [InlineData(SourceKind.Dataset)]
    public void Of_any_other_leaf_we_do_not_know_where_it_has_it_from(SourceKind kind)
    {
        var lineage = new Story().Source(kind, "x").LineageOf("x");
        Assert.Equal(RootKind.Unresolved, Assert.Single(lineage.Roots).Kind);
        Assert.True(lineage.IsUnresolved);
    }

    [Fact]
    public void A_cycle_has_no_leaf_and_is_reported_as_circular()
    {
        var lineage = new Story().Article("a", "b").Article("b", "c").Article("c", "a").LineageOf("a");
        Assert.Empty(lineage.Roots);
        Assert.True(lineage.IsCircular);
        Assert.False(lineage.IsUnresolved || lineage.IsAnachronistic);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void A_cycle_of_dated_articles_is_circular_from_wherever_it_is_entered(string start)
    {
        var lineage = new Story().Article("a", "b", on: "2021-01-01").Article("b", "a", on: "2021-01-02").LineageOf(start);
        Assert.Equal((true, true, 0), (lineage.IsCircular, lineage.IsAnachronistic, lineage.Roots.Count));
    }

    [Fact]
    public void A_leaf_beside_a_cycle_counts() =>
        Assert.Equal([("ministry", RootKind.Named)], new Story().Article("a", "b").Article("b", "a ministry").Official("ministry").RootsOf("a"));

    [Fact]
    public void Two_ways_to_one_source_are_no_cycle() =>
        Assert.False(new Story().Article("a", "b c").Article("b", "c").Article("c", "d").Article("d").LineageOf("a").IsCircular);

    [Fact]
    public void Citing_something_published_later_than_oneself_is_flagged_and_counts_as_nothing()
    {
        var lineage = new Story().Article("a", "ministry", on: "2021-01-01").Official("ministry", on: "2021-01-02").LineageOf("a");
        Assert.Equal((true, false, 0), (lineage.IsAnachronistic, lineage.IsCircular, lineage.Roots.Count));
    }

    [Fact]
    public void An_attribution_to_something_published_later_counts_as_nothing_too()
    {
        var lineage = new Story().Article("a", on: "2021-01-01").Official("ministry", on: "2021-01-02").LineageOf("a", "ministry");
        Assert.Equal((true, 0), (lineage.IsAnachronistic, lineage.Roots.Count));
    }

    [Theory]
    [InlineData("2021-01-01", "2021-01-01")]
    [InlineData("2021-01-02", "2021-01-01")]
    [InlineData(null, "2021-01-01")]
    [InlineData("2021-01-01", null)]
    public void On_the_same_day_or_an_unknown_one_nothing_is_certainly_later(string? citing, string? cited) =>
        Assert.False(new Story().Article("a", "b", on: citing).Article("b", on: cited).LineageOf("a").IsAnachronistic);

    [Fact]
    public void A_date_that_may_be_earlier_is_not_certainly_later()
    {
        SourceNode Node(string name, int from, int to) =>
            new(Story.Id(name), SourceKind.Article, false, null, new DateOnly(2021, from, 1), new DateOnly(2021, to, 1), null, false, []);
        Assert.False(CitationGraph.IsAnachronistic(Node("a", 2, 5), Node("b", 4, 6)));
        Assert.True(CitationGraph.IsAnachronistic(Node("a", 2, 3), Node("b", 4, 6)));
    }

    [Fact]
    public void What_was_retracted_is_not_followed()
    {
        var lineage = new Story().Article("a", "b").Source(SourceKind.OfficialStatement, "b", retracted: true).LineageOf("a");
        Assert.Equal((true, 0), (lineage.RestsOnRetracted, lineage.Roots.Count));
    }

    [Fact]
    public void A_source_that_nobody_described_is_unresolved() =>
        Assert.Equal([("gone", RootKind.Unresolved)], new Story().Article("a", "gone").RootsOf("a"));
}
