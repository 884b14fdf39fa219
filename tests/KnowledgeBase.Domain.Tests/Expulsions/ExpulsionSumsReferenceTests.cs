using CsCheck;
using KnowledgeBase.Domain.Expulsions;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Expulsions;

/// <summary>Sums compared with every world that fits what is recorded.</summary>
public sealed class ExpulsionSumsReferenceTests
{
    private const int Groups = 3;

    /// <summary>Up to six expulsions, each part of some of the later ones.</summary>
    private static readonly Gen<List<SummedExpulsion>> Any = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 63], Gen.Int[0, 9]).List[1, 6].Select(specs => specs.Select((s, i) =>
        new SummedExpulsion(Id(i), Number(s.Item1, s.Item2), [.. Enumerable.Range(i + 1, specs.Count - i - 1).Where(whole => IsLinked(s.Item3, whole, i)).Select(Id)], s.Item4 > 0)).ToList());

    [Fact]
    public void A_sum_is_that_of_all_possible_worlds_where_no_aggregates_overlap_and_never_misses_one_where_they_do()
    {
        var (exact, overlapping) = (0, 0);
        Any.Sample(all =>
        {
            var worlds = new PossibleWorlds(all);
            if (worlds.Total() is not var (min, max)) return;
            var sum = ExpulsionSums.Of(all);
            if (worlds.IsForest)
            {
                Interlocked.Increment(ref exact);
                Assert.Equal(min, sum.Min);
                if (sum.Max is not null) Assert.Equal(max, sum.Max);
            }
            else
            {
                Interlocked.Increment(ref overlapping);
                Assert.InRange(min, sum.Min, int.MaxValue);
                if (sum.Max is { } most) Assert.InRange(max, 0, most);
            }
        }, iter: 2_000, print: Shown);
        Assert.True(exact > 500 && overlapping > 50, $"{exact} and {overlapping}");
    }

    [Fact]
    public void A_group_has_the_minimum_of_all_possible_worlds_where_no_aggregates_overlap_and_never_misses_a_world() => Any.Sample(all =>
    {
        var worlds = new PossibleWorlds(all);
        if (worlds.Total() is null) return;
        var counted = all.Where(e => e.Counts).ToList();
        var sums = new ExpulsionSums(all).ByGroup(counted.Select(e => (e, GroupOf(e))));
        foreach (var (group, sum) in sums)
        {
            var (min, max) = worlds.OfGroup(e => GroupOf(e) == group)!.Value;
            if (worlds.IsForest) Assert.Equal(min, sum.Min);
            else Assert.InRange(min, sum.Min, int.MaxValue);
            // That several parts together are bounded by their aggregate is not seen in a single group.
            if (sum.Max is { } most) Assert.InRange(max, 0, most);
        }
    }, iter: 1_000, print: Shown);

    [Fact]
    public void Groups_together_are_the_whole() => Any.Sample(all =>
    {
        var counted = all.Where(e => e.Counts).ToList();
        var sums = new ExpulsionSums(all);
        var total = sums.Of(counted);
        Assert.Equal(ExpulsionSums.Of(all), total);
        Assert.Equal(total, sums.ByGroup(counted.Select(e => (e, 7))).Values.SingleOrDefault(PersonRange.None));
        var added = sums.ByGroup(counted.Select(e => (e, GroupOf(e)))).Values.Aggregate(PersonRange.None, PersonRange.Add);
        // Where aggregates overlap neither is exact, but both are right.
        if (new PossibleWorlds(all).IsForest) Assert.True(total.IsWithin(added), $"{total} and {added}");
        else Assert.False(total.IsBelow(added) || added.IsBelow(total), $"{total} and {added}");
    }, iter: 5_000, print: Shown);

    [Fact]
    public void Neither_the_order_nor_what_was_already_added_up_matters() => Any.Sample(all =>
    {
        var sum = ExpulsionSums.Of(all);
        Assert.Equal(sum, ExpulsionSums.Of(Enumerable.Reverse(all).ToList()));
        Assert.Equal(sum, ExpulsionSums.Of(Bundled(all)));
    }, iter: 5_000, print: Shown);

    [Fact]
    public void Circles_are_summed_too_and_in_any_order() => Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 6]).List[1, 6].Sample(specs =>
    {
        var all = specs.Select((s, i) => new SummedExpulsion(Id(i), Number(s.Item1, s.Item2), [Id(s.Item3)])).ToList();
        var sum = ExpulsionSums.Of(all);
        Assert.Equal(sum, ExpulsionSums.Of(Enumerable.Reverse(all).ToList()));
        if (all.TrueForAll(e => e.Number?.Max is not null)) Assert.InRange(sum.Max!.Value, sum.Min, all.Sum(e => e.Number!.Value.Max!.Value));
    });

    private static string Shown(List<SummedExpulsion> all) => string.Join("; ", all.Select(e =>
        $"{e.Id!.Value.ToByteArray()[0]}{(e.Counts ? "" : " (does not count)")} {e.Number?.Min}..{e.Number?.Max} in {string.Join(' ', e.PartOf.Select(p => p.ToByteArray()[0]))}"));

    /// <summary>What nothing is part of, added up where it is part of the same.</summary>
    private static List<SummedExpulsion> Bundled(List<SummedExpulsion> all)
    {
        var singles = all.Where(e => !all.Exists(p => p.PartOf.Contains(e.Id!.Value))).ToList();
        return [.. all.Except(singles), .. singles.GroupBy(s => (s.Counts, string.Join(' ', s.PartOf))).Select(g => new SummedExpulsion(
            null, g.Select(s => s.Number ?? PersonRange.Unknown).Aggregate(PersonRange.Add), g.First().PartOf, g.Key.Counts, g.Count()))];
    }

    /// <summary>Mostly numbers, now and then none and no upper bound.</summary>
    private static PersonRange? Number(int min, int more) => min == 0 ? null : new(Math.Min(min, 4), min == 6 ? null : Math.Min(min, 4) + more / 2);

    private static bool IsLinked(int bits, int whole, int part) => (bits >> whole & 1) == 1 && (bits >> (part + whole) % 6 & 1) == 1;

    private static int GroupOf(SummedExpulsion expulsion) => expulsion.Id!.Value.ToByteArray()[0] % Groups;

    private static Guid Id(int number) => new(number + 1, 0, 0, new byte[8]);
}
