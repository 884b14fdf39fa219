using CsCheck;
using KnowledgeBase.Domain.Expulsions;
using Xunit;

namespace KnowledgeBase.Domain.Tests;

/// <summary>Totals never count anybody twice.</summary>
public sealed class ExpulsionSumsTests
{
    [Fact]
    public void Nothing_sums_up_to_nothing() => Assert.Equal(new PersonRange(0, 0), ExpulsionSums.Of([]));

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
    public void Parts_that_are_known_one_by_one_raise_an_aggregates_minimum() =>
        Assert.Equal(new PersonRange(120, null), Sum(One("eu", 100, null), One("fr", 60, 60, "eu"), One("de", 60, 60, "eu")));

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
    public void Two_aggregates_over_the_same_part_may_overlap() =>
        Assert.Equal(new PersonRange(30, 50), Sum(One("eu", 30, 30), One("nato", 20, 20), One("fr", 4, 4, "eu", "nato")));

    [Fact]
    public void A_circle_is_counted_once() => Assert.Equal(new PersonRange(5, 8), Sum(One("a", 5, 5, "b"), One("b", 3, 3, "a")));

    [Fact]
    public void A_link_to_what_is_not_counted_is_ignored() => Assert.Equal(new PersonRange(4, 4), Sum(One("fr", 4, 4, "rejected")));

    [Fact]
    public void The_order_of_expulsions_never_matters_and_no_part_lowers_a_sum() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 5], Gen.Int[-1, 9]).List[1, 8].Sample(specs =>
        {
            var expulsions = specs.Select((s, i) => new CountedExpulsion(Id(i), new(s.Item1, s.Item1 + s.Item2, ""), s.Item3 < 0 ? [] : [Id(s.Item3)])).ToList();
            var sum = ExpulsionSums.Of(expulsions);
            Assert.Equal(sum, ExpulsionSums.Of([.. Enumerable.Reverse(expulsions)]));
            Assert.InRange(sum.Min, expulsions.Max(e => e.Headcount!.Min), expulsions.Sum(e => e.Headcount!.Min));
            Assert.InRange(sum.Max!.Value, sum.Min, expulsions.Sum(e => e.Headcount!.Max!.Value));
        });

    private static PersonRange Sum(params CountedExpulsion[] expulsions) => ExpulsionSums.Of(expulsions);

    private static CountedExpulsion One(string name, int min, int? max, params string[] partOf) => new(Id(name), new(min, max, ""), [.. partOf.Select(Id)]);

    private static CountedExpulsion Unknown(string name) => new(Id(name), null, []);

    private static Guid Id(int number) => new(number + 1, 0, 0, new byte[8]);

    private static Guid Id(string name) => Domain.Ids.NameBasedUuid.Create(Guid.Empty, name);
}
