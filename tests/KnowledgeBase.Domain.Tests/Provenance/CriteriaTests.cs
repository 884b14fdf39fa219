using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>The order of the criteria: each one wins against all that come after it.</summary>
public sealed class CriteriaTests
{
    /// <summary>
    /// Value 1 is better by the criterion alone (at its place in the documented order), value 2 by every later one, and by the
    /// earlier ones neither.
    /// </summary>
    private static Story Rivals(int place)
    {
        bool Better(int value, int criterion) => criterion == place ? value == 1 : criterion > place && value == 2;
        var story = new Story();
        foreach (var value in Better(1, 5) ? new[] { 1, 2 } : [2, 1])
        {
            var grade = Better(value, 1) ? Reliability.B : Reliability.C;
            var credibility = Better(value, 2) ? Credibility.ProbablyTrue : Credibility.Doubtful;
            var day = Better(value, 4) ? "2021-03-02" : "2021-03-01";
            for (var i = 0; i < (Better(value, 3) ? 3 : 2); i++)
            {
                story.Article($"{value}.{i}", publisher: $"outlet {value}.{i}", grade: grade)
                    .Says($"{value}.{i}", value, credibility: credibility, on: day);
            }

            if (Better(value, 0)) story.Official($"{value}.named").Says($"{value}.named", value);
        }

        return story;
    }

    [Theory]
    [InlineData(0, ReasonKind.NamedRoots)]
    [InlineData(1, ReasonKind.SourceReliability)]
    [InlineData(2, ReasonKind.ClaimCredibility)]
    [InlineData(3, ReasonKind.UnresolvedPublishers)]
    [InlineData(4, ReasonKind.LatestStatement)]
    [InlineData(5, ReasonKind.EarliestRecorded)]
    public void Most_named_roots_then_reliability_then_credibility_then_publishers_then_latest_then_first_recorded(int place, ReasonKind kind)
    {
        var fact = Rivals(place).Headcount;
        Assert.Equal(1, Story.Count(fact.Accepted));
        Assert.Equal((kind, true), (Assert.Single(fact.Why).Kind, fact.Why[0].IsDecisive));
    }

    [Fact]
    public void Why_says_that_the_number_of_publishers_is_a_weak_sign() =>
        Assert.Contains("weak sign", Rivals(3).Headcount.Why[^1].Text, StringComparison.Ordinal);

    [Fact]
    public void Twenty_papers_that_do_not_name_their_source_still_outweigh_one_late_encyclopedia_entry()
    {
        var story = new Story().Source(SourceKind.Encyclopedia, "encyclopedia").Says("encyclopedia", 50, on: "2024-01-01");
        for (var i = 0; i < 20; i++) story.Article($"paper{i}").Says($"paper{i}", 47, on: "1986-09-18");
        Assert.Equal(47, Story.Count(story.Headcount.Accepted));
    }

    [Fact]
    public void Many_articles_of_one_publisher_count_once()
    {
        var story = new Story();
        for (var i = 0; i < 20; i++) story.Article($"copy{i}", publisher: "agency").Says($"copy{i}", 1);
        var fact = story.Article("x").Article("y").Says("x", 2).Says("y", 2).Headcount;
        Assert.Equal((2, ReasonKind.UnresolvedPublishers), (Story.Count(fact.Accepted), fact.Why[^1].Kind));
    }

    [Fact]
    public void Publishers_whose_lineage_is_resolved_or_circular_are_not_counted_among_the_unresolved()
    {
        var story = new Story().Informant("i").Article("p", "i").Article("q", "i").Article("round", "trip").Article("trip", "round").Article("x");
        var fact = story.Says("p", 1).Says("q", 1).Says("round", 1).Says("trip", 1).Says("x", 2).Headcount;
        Assert.Equal(2, Story.Count(fact.Accepted));
    }

    [Theory]
    [InlineData(Reliability.A)]
    [InlineData(Reliability.E)]
    public void F_is_never_ordered_between_other_grades(Reliability other)
    {
        var story = new Story().Article("graded", grade: other).Article("unjudged", grade: Reliability.F).Article("second");
        var fact = story.Says("graded", 1).Says("unjudged", 2).Says("second", 2).Headcount;
        Assert.Equal((2, ReasonKind.UnresolvedPublishers), (Story.Count(fact.Accepted), Assert.Single(fact.Why).Kind));
    }

    [Theory]
    [InlineData(Credibility.Confirmed)]
    [InlineData(Credibility.Improbable)]
    public void Credibility_6_is_never_ordered_between_other_grades(Credibility other)
    {
        var story = new Story().Article("graded").Article("unjudged").Article("second");
        var fact = story.Says("graded", 1, credibility: other).Says("unjudged", 2, credibility: Credibility.CannotBeJudged).Says("second", 2).Headcount;
        Assert.Equal((2, ReasonKind.UnresolvedPublishers), (Story.Count(fact.Accepted), Assert.Single(fact.Why).Kind));
    }

    [Fact]
    public void Grades_are_never_averaged()
    {
        var story = new Story().Article("best", grade: Reliability.A).Article("worst", grade: Reliability.E).Article("good", grade: Reliability.B);
        Assert.Equal(1, Story.Count(story.Says("best", 1).Says("worst", 1).Says("good", 2).Headcount.Accepted));
    }

    [Fact]
    public void F_strikes_out_nothing_while_the_better_of_two_judged_ones_stays()
    {
        var story = new Story().Article("b", grade: Reliability.B).Article("d", grade: Reliability.D).Article("f", grade: Reliability.F);
        var fact = story.Says("b", 1, on: "2021-01-01").Says("d", 2, on: "2021-01-03").Says("f", 3, on: "2021-01-02").Headcount;
        Assert.Equal(3, Story.Count(fact.Accepted));
        Assert.Equal([ReasonKind.SourceReliability, ReasonKind.LatestStatement], fact.Why.Select(w => w.Kind));
        Assert.Equal([false, true], fact.Why.Select(w => w.IsDecisive));
    }

    [Fact]
    public void The_accepted_value_is_the_one_that_elimination_leaves_and_each_alternative_the_next_one() => History.Any.Sample(
        h =>
        {
            var fact = h.Fact;
            if (fact.Accepted is null) return;
            var ordered = fact.Alternatives.Prepend(fact.Accepted).Where(c => c.Competes).ToList();
            for (var place = 0; place < ordered.Count; place++)
            {
                Assert.Equal(FactText.Of(Assert.Single(Eliminated(h, ordered[place..]))), FactText.Of(ordered[place]));
            }
        },
        iter: 3_000);

    private static List<Candidate> Eliminated(History h, List<Candidate> left)
    {
        Strike(c => c.Corroboration.NamedRoots);
        Strike(c => Grades(c, e => (int?)h.Sources.Single(s => s.Id == e.Start.SourceId).Reliability));
        Strike(c => Grades(c, e => (int?)e.Credibility));
        Strike(c => c.SupportedBy.Where(new Reference(h, c.SupportedBy).IsUnresolved)
            .Select(e => h.Sources.Single(s => s.Id == e.Start.SourceId).PublisherId ?? e.Start.SourceId).Distinct().Count());
        Strike(c => c.SupportedBy.Max(e => e.StatedTo?.DayNumber ?? 0));
        Strike(c => -(int)c.SupportedBy.Min(e => e.RecordedAt));
        return left;

        void Strike(Func<Candidate, int?> score)
        {
            var best = left.Max(score);
            left.RemoveAll(c => score(c) < best);
        }
    }

    /// <summary>The best grade, turned round so that more is better; 6 stands for F and 6.</summary>
    private static int? Grades(Candidate candidate, Func<Evidence, int?> grade) =>
        candidate.SupportedBy.Select(grade).Where(g => g is not null and not 6).Select(g => -g).Max();
}
