using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>Section 4 of the domain, sentence by sentence.</summary>
public sealed class AcceptanceTests
{
    private static Story Story => new Story().Article("a").Article("b").Article("c").Official("ministry");

    private static IEnumerable<ReasonKind> Why(Fact fact) => fact.Why.Select(w => w.Kind);

    [Fact]
    public void Over_the_claims_that_support_some_value()
    {
        var fact = Story.Says("a", 1).Says("b", 2, Stance.Denies).Says("c", 3, Stance.Speculates).Says("ministry", 4, Stance.DeclinesComment).Headcount;
        Assert.Equal(1, Story.Count(fact.Accepted));
        Assert.Empty(fact.Alternatives);
        Assert.Equal(2, fact.Neutral.Count);
        Assert.Single(fact.Denials);
    }

    [Theory]
    [InlineData(Stance.Asserts)]
    [InlineData(Stance.Confirms)]
    [InlineData(Stance.Reports)]
    public void Only_the_first_three_stances_support_a_value(Stance stance) =>
        Assert.Equal(1, Story.Count(Story.Says("a", 1, stance).Headcount.Accepted));

    [Fact]
    public void Claims_ranked_deprecated_are_out()
    {
        var fact = Story.Says("ministry", 1, rank: Rank.Deprecated).Says("a", 2).Headcount;
        Assert.Equal(2, Story.Count(fact.Accepted));
        Assert.Equal(FactStatus.Uncontested, fact.Status);
        Assert.Equal(Story.Id("ministry"), Assert.Single(fact.LeftOut).Start.SourceId);
        Assert.Equal([ReasonKind.DeprecatedLeftOut, ReasonKind.OnlyValue], Why(fact));
    }

    [Fact]
    public void A_denial_ranked_deprecated_contests_nothing() =>
        Assert.Equal(FactStatus.Uncontested, Story.Says("a", 1).Says("ministry", 1, Stance.Denies, rank: Rank.Deprecated).Headcount.Status);

    [Fact]
    public void If_any_is_preferred_only_preferred_ones_compete()
    {
        var fact = Story.Says("ministry", 1).Says("a", 2, rank: Rank.Preferred).Headcount;
        Assert.Equal(2, Story.Count(fact.Accepted));
        Assert.Equal([ReasonKind.PreferredOnly, ReasonKind.OnlyValue], Why(fact));
        Assert.Equal((1, false), (Story.Count(Assert.Single(fact.Alternatives)), fact.Alternatives[0].Competes));
    }

    [Fact]
    public void Among_preferred_ones_the_other_claims_on_the_same_value_do_not_count()
    {
        var fact = Story.Says("ministry", 1).Says("a", 1, rank: Rank.Preferred).Headcount;
        Assert.Equal(0, fact.Corroboration.NamedRoots);
        Assert.Equal(Story.Id("a"), Assert.Single(fact.Accepted!.SupportedBy).Start.SourceId);
    }

    [Fact]
    public void A_preferred_refusal_to_comment_does_not_keep_supporters_from_competing() =>
        Assert.Equal(1, Story.Count(Story.Says("a", 1).Says("b", null, Stance.DeclinesComment, rank: Rank.Preferred).Headcount.Accepted));

    [Fact]
    public void Uncontested_is_one_value_that_nobody_denies() =>
        Assert.Equal(FactStatus.Uncontested, Story.Says("a", 1).Says("b", 1).Says("c", 2, Stance.Denies).Says("ministry", 3, Stance.Speculates).Headcount.Status);

    [Fact]
    public void Contested_by_a_rival() => Assert.Equal(FactStatus.Contested, Story.Says("a", 1).Says("b", 2).Headcount.Status);

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public void Contested_by_a_denial(int? denied)
    {
        var fact = Story.Says("a", 1).Says("b", denied, Stance.Denies).Headcount;
        Assert.Equal(FactStatus.Contested, fact.Status);
        Assert.Single(fact.Accepted!.ContradictedBy);
    }

    [Fact]
    public void Denied_by_denials_only() =>
        Assert.Equal(FactStatus.Denied, Story.Says("a", 1, Stance.Denies).Says("b", null, Stance.DeclinesComment).Headcount.Status);

    [Fact]
    public void Unsupported_by_claims_that_support_nothing()
    {
        var fact = Story.Says("a", 1, Stance.Speculates).Says("b", null, Stance.DeclinesComment).Headcount;
        Assert.Equal((FactStatus.Unsupported, null), (fact.Status, fact.Accepted));
        Assert.Equal(Corroboration.None, fact.Corroboration);
    }

    [Fact]
    public void Unknown_without_any_claim() => Assert.Equal(FactStatus.Unknown, Story.Headcount.Status);

    [Fact]
    public void A_property_of_cardinality_many_accepts_each_value_on_its_own()
    {
        var facts = FactSlots.Resolve(
            PropertyRegistry.Get("Episode.suspectCount"), Story.Says("a", 1).Says("b", 2).Says("c", 2, Stance.Denies).Claims, Story.Graph);
        Assert.Equal(
            [("1..1", FactStatus.Uncontested), ("2..2", FactStatus.Contested)],
            facts.OrderBy(f => f.Key).Select(f => (f.Key, f.Value.Status)));
    }

    [Fact]
    public void A_claim_without_a_value_speaks_about_each_of_them()
    {
        var property = PropertyRegistry.Get("Episode.suspectCount");
        var facts = FactSlots.Resolve(property, Story.Says("a", 1).Says("b", 2).Says("c", null, Stance.Denies).Claims, Story.Graph);
        Assert.All(facts.Values, f => Assert.Equal(FactStatus.Contested, f.Status));
        var alone = FactSlots.Resolve(property, Story.Says("c", null, Stance.DeclinesComment).Claims, Story.Graph);
        Assert.Equal(FactStatus.Unsupported, Assert.Single(alone).Value.Status);
        Assert.Empty(FactSlots.Resolve(property, [], Story.Graph));
    }

    [Fact]
    public void The_answer_carries_the_steps_the_alternatives_with_their_corroboration_and_every_claim_on_both_sides()
    {
        var fact = Story.Says("ministry", 1).Says("a", 2).Says("b", 2).Says("c", 1, Stance.Denies).Headcount;
        var decisive = Assert.Single(fact.Why);
        Assert.Equal((ReasonKind.NamedRoots, true, "1..1"), (decisive.Kind, decisive.IsDecisive, Assert.Single(decisive.Remaining).Identity));
        Assert.NotEmpty(decisive.Text);
        var rival = Assert.Single(fact.Alternatives);
        Assert.Equal((2, 2), (rival.SupportedBy.Count, rival.Corroboration.UnresolvedClaims));
        Assert.Single(fact.Accepted!.SupportedBy);
        Assert.Equal(Story.Id("c"), Assert.Single(fact.Accepted.ContradictedBy).Start.SourceId);
    }
}
