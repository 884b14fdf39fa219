using KnowledgeBase.Domain.Expulsions;

namespace KnowledgeBase.Domain.Tests.Expulsions;

/// <summary>
/// The rule of adding up, told by going through every case: a *world* says of each person in which expulsions he is; a sum is the
/// smallest and the largest number of persons of all worlds that fit what is recorded. Slow, and not in need of proof.
/// </summary>
internal sealed class PossibleWorlds
{
    /// <summary>Stands for no bound: more than the numbers that tests use can reach.</summary>
    private const int Unbounded = 6;

    private readonly List<SummedExpulsion> nodes;
    private readonly bool[,] isPart;
    private readonly List<int> speaking = [];

    /// <param name="all">With ids, and not in circles. Parts first.</param>
    public PossibleWorlds(IReadOnlyList<SummedExpulsion> all)
    {
        var within = new bool[all.Count, all.Count];
        foreach (var _ in all)
        {
            for (var a = 0; a < all.Count; a++)
            {
                for (var b = 0; b < all.Count; b++)
                {
                    var (from, to) = (a, b);
                    within[a, b] |= all[a].PartOf.Contains(all[b].Id!.Value)
                        || Enumerable.Range(0, all.Count).Any(c => within[from, c] && within[c, to]);
                }
            }
        }

        var counted = Enumerable.Range(0, all.Count).Where(i => all[i].Counts).ToList();
        nodes = [.. counted.Select(i => all[i])];
        isPart = new bool[nodes.Count, nodes.Count];
        for (var a = 0; a < nodes.Count; a++) for (var b = 0; b < nodes.Count; b++) isPart[a, b] = within[counted[a], counted[b]];
        for (var i = 0; i < nodes.Count; i++)
        {
            var parts = speaking.FindAll(p => isPart[p, i]);
            if (parts.Count == 0 || (nodes[i].Number is { } own && Extremes(parts, _ => (1, 1)) is { } sum && !(own.Max < sum.Min))) speaking.Add(i);
        }
    }

    public bool IsForest => speaking.TrueForAll(i => speaking.TrueForAll(a => speaking.TrueForAll(b => a == b || !isPart[i, a] || !isPart[i, b] || isPart[a, b] || isPart[b, a])));

    /// <summary>The smallest and the largest number of persons; null when no world fits.</summary>
    public (int Min, int Max)? Total() => Extremes(speaking, _ => (1, 1));

    /// <summary>Persons whose smallest expulsion is in a group; whose smallest ones are in several may count or not.</summary>
    public (int Min, int Max)? OfGroup(Func<SummedExpulsion, bool> isInGroup) => Extremes(speaking, person =>
    {
        var smallest = person.Where(i => !person.Exists(p => isPart[p, i])).ToList();
        if (smallest.Exists(IsSingle)) smallest = smallest.FindAll(IsSingle);
        var inside = smallest.Count(i => isInGroup(nodes[i]));
        return (inside == smallest.Count ? 1 : 0, inside > 0 ? 1 : 0);
    });

    private bool IsSingle(int i) => !speaking.Exists(p => isPart[p, i]);

    /// <summary>Adds persons one by one, of every kind, and keeps for each way to fill the expulsions the fewest and the most that it takes.</summary>
    private (int Min, int Max)? Extremes(List<int> some, Func<List<int>, (int Least, int Most)> weigh)
    {
        var kinds = Kinds(some).Select(k => (Person: k, Weight: weigh(k))).ToList();
        var sizes = some.Select(i => Math.Min(nodes[i].Number?.Max ?? Unbounded, Unbounded)).ToList();
        var reached = new SortedDictionary<long, (int Min, int Max)> { [0] = (0, 0) };
        (int Min, int Max)? best = null;
        while (reached.Count > 0)
        {
            var (state, (min, max)) = reached.First();
            reached.Remove(state);
            if (some.Select((node, place) => Digit(state, place) >= (nodes[node].Number?.Min ?? 0)).All(fits => fits))
            {
                best = best is { } b ? (Math.Min(b.Min, min), Math.Max(b.Max, max)) : (min, max);
            }

            foreach (var (person, (least, most)) in kinds)
            {
                if (person.Exists(i => Digit(state, some.IndexOf(i)) >= sizes[some.IndexOf(i)])) continue;
                var next = state + person.Sum(i => 1L << (some.IndexOf(i) * 4));
                var known = reached.GetValueOrDefault(next, (int.MaxValue, int.MinValue));
                reached[next] = (Math.Min(known.Item1, min + least), Math.Max(known.Item2, max + most));
            }
        }

        return best;
    }

    private static long Digit(long state, int place) => (state >> (place * 4)) & 15;

    /// <summary>Every set of expulsions that a person can be in.</summary>
    private IEnumerable<List<int>> Kinds(List<int> some) => Enumerable.Range(1, (1 << some.Count) - 1)
        .Select(bits => some.Where((_, place) => (bits >> place & 1) == 1).ToList())
        .Where(person => person.TrueForAll(i => some.TrueForAll(a => !isPart[i, a] || person.Contains(a)))
            && person.TrueForAll(a => person.TrueForAll(b => a == b || MayShare(a, b, some))));

    /// <summary>Whether two of some may have somebody in common: they, or what they belong to within all that both belong to, share a part.</summary>
    private bool MayShare(int a, int b, List<int> some)
    {
        if (isPart[a, b] || isPart[b, a]) return true;
        if (IsSingle(a) && IsSingle(b)) return false;
        var both = some.FindAll(w => isPart[a, w] && isPart[b, w]);
        return Wholes(a).Any(x => Wholes(b).Any(y => some.Exists(p => isPart[p, x] && isPart[p, y])));

        IEnumerable<int> Wholes(int i) => some.Where(w => isPart[i, w] && !both.Contains(w) && both.TrueForAll(c => isPart[w, c])).Append(i);
    }
}
