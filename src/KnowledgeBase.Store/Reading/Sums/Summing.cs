using KnowledgeBase.Domain.Expulsions;

namespace KnowledgeBase.Store.Reading.Sums;

/// <summary>Adds up what a <see cref="SumStatement"/> read.</summary>
internal sealed class Summing
{
    private readonly List<SumRow> rows;
    private readonly ExpulsionSums sums;

    public Summing(List<SumRow> all)
    {
        rows = all.FindAll(r => r.IsSummed);
        sums = new([.. all.Where(r => !r.IsSummed).Select(r => r.Expulsion)]);
    }

    public IEnumerable<string?> Sets => rows.Select(r => r.Set).Distinct();

    public IReadOnlyList<SumRow> Of(string? set) => rows.FindAll(r => r.Set == set);

    /// <summary>The sums of a set's groups, in the order of their values.</summary>
    public IReadOnlyList<ExpulsionStatistic> ByGroup(string? set)
    {
        var groups = Of(set).GroupBy(r => r.Group, GroupComparer.Instance).OrderBy(g => g.Key, GroupComparer.Instance).Select(g => g.ToList()).ToList();
        var linked = groups.SelectMany((g, i) => g.Where(r => !r.StandsAlone).Select(r => (r.Expulsion, i))).ToList();
        var persons = sums.ByGroup(linked);
        return [.. groups.Select((group, i) => new ExpulsionStatistic(
            group[0].Group, group.Sum(r => r.Expulsion.Count), group.Count(r => r.Expulsion.Id is not null), group.Sum(r => r.Expulsion.Count - r.WithNumber),
            group.Sum(r => r.Contested),
            group.Where(r => r.StandsAlone).Select(r => r.Persons).Aggregate(persons.GetValueOrDefault(i, PersonRange.None), PersonRange.Add)))];
    }

    private sealed class GroupComparer : IEqualityComparer<IReadOnlyList<string?>>, IComparer<IReadOnlyList<string?>>
    {
        public static GroupComparer Instance { get; } = new();

        public bool Equals(IReadOnlyList<string?>? a, IReadOnlyList<string?>? b) => Compare(a, b) == 0;

        public int GetHashCode(IReadOnlyList<string?> group) => group.Aggregate(0, (hash, text) => HashCode.Combine(hash, text));

        public int Compare(IReadOnlyList<string?>? a, IReadOnlyList<string?>? b)
        {
            foreach (var (left, right) in (a ?? []).Zip(b ?? []))
            {
                var order = left is null || right is null ? (left is null).CompareTo(right is null) : string.CompareOrdinal(left, right);
                if (order != 0) return order;
            }

            return 0;
        }
    }
}
