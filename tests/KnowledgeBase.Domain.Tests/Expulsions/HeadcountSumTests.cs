using CsCheck;
using KnowledgeBase.Domain.Expulsions;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Expulsions;

/// <summary>Headcounts are added up as ranges.</summary>
public sealed class HeadcountSumTests
{
    private static readonly Gen<Headcount> Any = Gen.Select(Gen.OneOf(Gen.Int[1, 50], Gen.Int[1, int.MaxValue]), Gen.Int[0, 20], Gen.Int[0, 4])
        .Select((min, more, open) => Headcount.Between(min, open == 0 ? null : (int)Math.Min((long)min + more, int.MaxValue)));

    [Fact]
    public void The_words_of_a_sum_are_made_of_its_numbers()
    {
        Assert.Equal("12", Sum(Headcount.Exactly(5), Headcount.Exactly(7)).Text);
        Assert.Equal("5 to 9", Sum(Headcount.Exactly(2), Headcount.Between(3, 7)).Text);
        Assert.Equal("at least 101", Sum(Headcount.Exactly(1), Headcount.Between(100, null, "a hundred or more")).Text);
        Assert.Equal("0", Sum().Text);
    }

    [Fact]
    public void The_words_of_a_sum_are_read_as_its_range() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 9], Gen.Bool).Sample((min, more, open) =>
    {
        var made = Headcount.Between(min, open ? null : min + more);
        Assert.True(Headcount.TryParse(made.Text, out var read, out var error), error);
        Assert.Equal(made, read);
    });

    [Fact]
    public void A_sum_has_the_sum_of_the_minima_and_of_the_maxima() =>
        Gen.Select(Gen.Int[1, 1_000], Gen.Int[0, 9]).List[0, 9].Sample(specs =>
            Assert.Equal(
                (specs.Sum(s => s.Item1), (int?)specs.Sum(s => s.Item1 + s.Item2)),
                Headcount.Sum(specs.Select(s => Headcount.Between(s.Item1, s.Item1 + s.Item2))).Range));

    [Fact]
    public void The_order_of_a_sum_never_matters() => Gen.Select(Any, Any).Sample((a, b) => Assert.Equal(Sum(a, b), Sum(b, a)));

    [Fact]
    public void The_grouping_of_a_sum_never_matters() => Gen.Select(Any, Any, Any).Sample((a, b, c) =>
    {
        Assert.Equal(Sum(Sum(a, b), c).Range, Sum(a, Sum(b, c)).Range);
        Assert.Equal(Sum(a, b, c).Range, Sum(Sum(a, b), c).Range);
    });

    [Fact]
    public void One_open_number_opens_the_sum() => Any.Sample(a => Assert.Null(Sum(a, Headcount.Between(2, null)).Max));

    [Fact]
    public void A_sum_beyond_the_largest_number_is_at_least_that() =>
        Assert.Equal((int.MaxValue, null), Sum(Headcount.Exactly(int.MaxValue), Headcount.Exactly(1)).Range);

    [Fact]
    public void A_headcount_below_nothing_or_with_its_ends_reversed_cannot_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Headcount.Exactly(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Headcount.Between(5, 3));
    }

    private static Headcount Sum(params Headcount[] counts) => Headcount.Sum(counts);
}
