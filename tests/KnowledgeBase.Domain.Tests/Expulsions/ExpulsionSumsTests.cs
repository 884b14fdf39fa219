using KnowledgeBase.Domain.Expulsions;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Expulsions;

/// <summary>Totals never count anybody twice.</summary>
public sealed class ExpulsionSumsTests
{
    [Fact]
    public void Nothing_sums_up_to_nothing() => Assert.Equal(new PersonRange(0, 0), ExpulsionSums.Of(Array.Empty<SummedExpulsion>()));

    [Fact]
    public void Minima_and_maxima_are_summed_each_on_their_own() =>
        Assert.Equal(new PersonRange(7, 10), Sum(One("a", 4, 4), One("b", 3, 6)));

    [Fact]
    public void An_open_number_leaves_the_sum_open() => Assert.Equal(new PersonRange(104, null), Sum(One("a", 4, 4), One("b", 100, null)));

    [Fact]
    public void An_expulsion_without_a_number_leaves_the_sum_open_and_adds_nothing() =>
        Assert.Equal(new PersonRange(4, null), Sum(One("a", 4, 4), Unknown("b")));

    [Fact]
    public void An_aggregate_and_its_parts_are_not_added_up() =>
        Assert.Equal(new PersonRange(30, 30), Sum(One("eu", 30, 30), One("fr", 4, 4, "eu"), One("de", 4, 4, "eu")));

    [Fact]
    public void A_part_that_comes_before_its_aggregate_is_a_part_all_the_same() =>
        Assert.Equal(new PersonRange(30, 30), Sum(One("fr", 4, 4, "eu"), One("eu", 30, 30), One("de", 4, 4, "eu")));

    [Fact]
    public void Parts_that_are_known_one_by_one_raise_an_aggregates_minimum() =>
        Assert.Equal(new PersonRange(120, null), Sum(One("eu", 100, null), One("fr", 60, 60, "eu"), One("de", 60, 60, "eu")));

    [Fact]
    public void A_part_without_a_number_is_bounded_by_its_aggregate() =>
        Assert.Equal(new PersonRange(30, 30), Sum(One("eu", 30, 30), Unknown("fr", "eu"), One("de", 4, 4, "eu")));

    [Fact]
    public void Parts_that_exceed_their_aggregate_prevail() =>
        Assert.Equal(new PersonRange(12, 12), Sum(One("eu", 10, 10), One("fr", 6, 6, "eu"), One("de", 6, 6, "eu")));

    [Fact]
    public void An_aggregate_without_a_number_is_the_sum_of_its_parts() =>
        Assert.Equal(new PersonRange(8, 8), Sum(Unknown("eu"), One("fr", 4, 4, "eu"), One("de", 4, 4, "eu")));

    [Fact]
    public void Aggregates_of_aggregates_are_not_added_up_either() =>
        Assert.Equal(new PersonRange(150, 150), Sum(One("west", 150, 150), One("eu", 30, 30, "west"), One("fr", 4, 4, "eu"), One("us", 60, 60, "west")));

    [Fact]
    public void It_does_not_matter_over_how_many_ways_a_part_belongs_to_its_aggregate() =>
        Assert.Equal(new PersonRange(150, 150), Sum(One("west", 150, 150), One("eu", 30, 30, "west"), One("fr", 4, 4, "eu", "west")));

    [Fact]
    public void Two_aggregates_over_the_same_part_share_it_and_may_share_more() =>
        Assert.Equal(new PersonRange(30, 46), Sum(One("eu", 30, 30), One("nato", 20, 20), One("fr", 4, 4, "eu", "nato")));

    [Fact]
    public void Two_aggregates_that_share_nothing_recorded_are_added_up() =>
        Assert.Equal(new PersonRange(50, 50), Sum(One("eu", 30, 30), One("nato", 20, 20), One("fr", 4, 4, "eu"), One("us", 4, 4, "nato")));

    [Fact]
    public void A_circle_is_counted_once() => Assert.Equal(new PersonRange(3, 5), Sum(One("a", 5, 5, "b"), One("b", 3, 3, "a")));

    [Fact]
    public void What_is_part_of_itself_is_one_expulsion() => Assert.Equal(new PersonRange(5, 5), Sum(One("a", 5, 5, "a")));

    [Fact]
    public void A_link_to_what_is_not_recorded_is_ignored() => Assert.Equal(new PersonRange(4, 4), Sum(One("fr", 4, 4, "elsewhere")));

    [Fact]
    public void What_is_proposed_or_rejected_does_not_count_and_its_parts_stay_parts_of_what_it_was_part_of() =>
        Assert.Equal(new PersonRange(10, 10), Sum(One("west", 10, 10), One("eu", 30, 30, "west") with { Counts = false }, One("fr", 4, 4, "eu")));

    [Fact]
    public void An_aggregate_alone_counts_with_all_its_persons_and_a_part_alone_with_its_own()
    {
        var (eu, fr, de) = (Unknown("eu"), One("fr", 4, 4, "eu"), One("de", 5, 5, "eu"));
        var sums = new ExpulsionSums([eu, fr, de]);
        Assert.Equal(new PersonRange(9, 9), sums.Of([eu]));
        Assert.Equal(new PersonRange(4, 4), sums.Of([fr]));
        Assert.Equal(new PersonRange(9, 9), sums.Of([eu, fr]));
        Assert.Equal(new PersonRange(9, 9), sums.Of([fr, de]));
    }

    [Fact]
    public void An_aggregate_and_the_part_of_its_part_are_not_added_up_when_what_lies_between_is_left_out()
    {
        var (west, eu, fr) = (One("west", 150, 150), One("eu", 30, 30, "west"), One("fr", 4, 4, "eu"));
        Assert.Equal(new PersonRange(150, 150), new ExpulsionSums([west, eu, fr]).Of([west, fr]));
    }

    [Fact]
    public void Whoever_is_recorded_in_a_part_counts_in_the_group_of_the_part()
    {
        var (eu, fr, de, us) = (One("eu", 30, 35), One("fr", 4, 4, "eu"), One("de", 5, 6, "eu"), One("us", 60, 60));
        var sums = new ExpulsionSums([eu, fr, de, us]).ByGroup([(eu, 1), (fr, 2), (de, 3), (us, 2)]);
        Assert.Equal(new Dictionary<int, PersonRange> { [1] = new(20, 26), [2] = new(64, 64), [3] = new(5, 6) }, sums.OrderBy(s => s.Key).ToDictionary());
    }

    [Fact]
    public void An_aggregate_without_a_number_adds_nobody_to_its_group_when_its_parts_are_in_others()
    {
        var (eu, fr) = (Unknown("eu"), One("fr", 4, 4, "eu"));
        Assert.Equal(new PersonRange(0, 0), new ExpulsionSums([eu, fr]).ByGroup([(eu, 1), (fr, 2)])[1]);
    }

    [Fact]
    public void Hundreds_of_aggregates_within_each_other_are_summed_at_once()
    {
        var chain = Enumerable.Range(0, 400).Select(i => One($"{i}", 1 + i, 1 + i, $"{i + 1}")).ToList();
        Assert.Equal(new PersonRange(400, 400), ExpulsionSums.Of(chain));
    }

    private static PersonRange Sum(params SummedExpulsion[] expulsions) => ExpulsionSums.Of(expulsions);

    private static SummedExpulsion One(string name, int min, int? max, params string[] partOf) => new(Id(name), new(min, max), [.. partOf.Select(Id)]);

    private static SummedExpulsion Unknown(string name, params string[] partOf) => new(Id(name), null, [.. partOf.Select(Id)]);

    private static Guid Id(string name) => Domain.Ids.NameBasedUuid.Create(Guid.Empty, name);
}
