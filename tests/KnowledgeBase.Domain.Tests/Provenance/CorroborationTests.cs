using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>Section 5 of the domain on counting, sentence by sentence.</summary>
public sealed class CorroborationTests
{
    private static Story Official(params string[] names) => names.Aggregate(new Story(), (s, n) => s.Official(n).Says(n, 1, Stance.Asserts));

    [Fact]
    public void However_many_informants_one_conduit_claims_they_count_as_one_unattributed_root()
    {
        var corroboration = new Story().Article("paper", "i j k").Informant("i").Informant("j").Informant("k").Says("paper", 1).Corroboration;
        Assert.Equal((0, 1, 3), (corroboration.NamedRoots, corroboration.UnattributedRoots, corroboration.Roots.Count));
        Assert.Single(corroboration.Roots.Select(r => r.Group).Distinct());
    }

    [Fact]
    public void Also_when_the_conduit_is_named_by_attributions_only() => Assert.Equal(1, new Story()
        .Article("site").Article("other").Article("paper").Informant("i").Informant("j")
        .Says("site", 1, according: "paper i").Says("other", 1, according: "paper j").Corroboration.UnattributedRoots);

    [Fact]
    public void Informants_of_two_conduits_are_two() => Assert.Equal(2, new Story()
        .Article("x", "i").Article("y", "j").Informant("i").Informant("j").Says("x", 1).Says("y", 1).Corroboration.UnattributedRoots);

    [Fact]
    public void An_unresolved_leaf_counts_as_nothing()
    {
        var corroboration = new Story().Article("a").Article("b", "a").Says("a", 1).Says("b", 1).Corroboration;
        Assert.Equal((0, 0, 2), (corroboration.NamedRoots, corroboration.UnattributedRoots, corroboration.UnresolvedClaims));
        Assert.Equal(Independence.NoRoot, corroboration.Independence);
    }

    [Theory]
    [InlineData(CitationManner.Reprints)]
    [InlineData(CitationManner.Translates)]
    [InlineData(CitationManner.Quotes)]
    public void Reprints_translations_and_citers_add_nothing(CitationManner manner)
    {
        // Lineage does not know the manner of citing, and so cannot count by it.
        Assert.DoesNotContain(typeof(SourceNode).GetProperties(), p => p.PropertyType == manner.GetType());
        var story = new Story().Article("original", "ministry").Official("ministry").Article("again", "original").Says("original", 1);
        var before = story.Corroboration;
        var after = story.Says("again", 1).Corroboration;
        Assert.Equal((before.NamedRoots, before.UnattributedRoots), (after.NamedRoots, after.UnattributedRoots));
    }

    [Fact]
    public void Ten_articles_that_cite_one_article_are_one_root()
    {
        var story = new Story().Article("one", original: true);
        for (var i = 0; i < 10; i++) story.Article($"{i}", "one").Says($"{i}", 1);
        Assert.Equal(1, story.Corroboration.NamedRoots);
        Assert.Equal(Independence.SingleRoot, story.Corroboration.Independence);
        Assert.Equal(10, Assert.Single(story.Corroboration.Roots).Starts.Count);
    }

    [Fact]
    public void A_cycle_counts_as_nothing()
    {
        var corroboration = new Story().Article("a", "b").Article("b", "a").Says("a", 1).Says("b", 1).Corroboration;
        Assert.Equal((0, 0, 0, true), (corroboration.NamedRoots, corroboration.UnattributedRoots, corroboration.UnresolvedClaims, corroboration.IsCircular));
    }

    [Fact]
    public void So_does_citing_something_published_later_than_oneself()
    {
        var corroboration = new Story().Article("a", "m", on: "2021-01-01").Official("m", on: "2021-02-01").Says("a", 1).Corroboration;
        Assert.Equal((0, true), (corroboration.NamedRoots, corroboration.IsAnachronistic));
    }

    [Fact]
    public void Two_named_roots_are_not_established_as_independent() =>
        Assert.Equal((2, Independence.NotEstablished), Of(Official("a", "b")));

    [Fact]
    public void Until_a_curator_judges_them_so() =>
        Assert.Equal((2, Independence.JudgedIndependent), Of(Official("a", "b").Judged(IndependenceVerdict.Independent, "b", "a")));

    [Fact]
    public void Of_three_every_pair_has_to_be_judged()
    {
        var story = Official("a", "b", "c").Judged(IndependenceVerdict.Independent, "a", "b").Judged(IndependenceVerdict.Independent, "b", "c");
        Assert.Equal((3, Independence.NotEstablished), Of(story));
        Assert.Equal((3, Independence.JudgedIndependent), Of(story.Judged(IndependenceVerdict.Independent, "a", "c")));
    }

    [Fact]
    public void Those_judged_dependent_count_once()
    {
        Assert.Equal((1, Independence.JudgedDependent), Of(Official("a", "b").Judged(IndependenceVerdict.Dependent, "a", "b")));
        Assert.Equal((2, Independence.NotEstablished), Of(Official("a", "b", "c").Judged(IndependenceVerdict.Dependent, "a", "b")));
    }

    [Fact]
    public void One_named_and_one_unattributed_root_are_not_established_as_independent_either() =>
        Assert.Equal((1, Independence.NotEstablished), Of(Official("a").Informant("i").Says("i", 1)));

    [Fact]
    public void The_answer_returns_the_roots_and_the_paths_to_them()
    {
        var story = new Story().Article("a", "b ministry").Article("b", "ministry").Official("ministry").Says("a", 1);
        Assert.Equal([Story.Id("ministry")], story.Corroboration.Roots.Select(r => r.SourceId));
        Assert.Equal(["a → ministry", "a → b → ministry"], story.Paths("a", "ministry"));
    }

    private static (int, Independence) Of(Story story) => (story.Corroboration.NamedRoots, story.Corroboration.Independence);
}
