namespace KnowledgeBase.Domain.Expulsions;

/// <summary>Divides the persons of a sum among groups: everybody belongs to the group of the smallest expulsion recorded of him.</summary>
internal sealed class GroupedSums
{
    private readonly Nesting nesting;
    private readonly Dictionary<int, PersonRange> sums = [];

    private GroupedSums(Nesting nesting) => this.nesting = nesting;

    public static Dictionary<int, PersonRange> Of(Nesting nesting)
    {
        var grouped = new GroupedSums(nesting);
        // Groups of expulsions that add nothing are there with nobody.
        foreach (var item in nesting.Items) grouped.sums.TryAdd(item.Group, PersonRange.None);
        foreach (var connected in grouped.Connected())
        {
            if (connected.TrueForAll(grouped.IsInChain)) grouped.AddTree(connected);
            else grouped.AddEntangled(connected);
        }

        return grouped.sums;
    }

    private void Add(int group, PersonRange range) => sums[group] += range;

    private int GroupOf(int i) => nesting.Items[i].Group;

    /// <summary>Every whole of it is part of the next larger one.</summary>
    private bool IsInChain(int i)
    {
        var wholes = nesting.Above[i];
        return wholes.Zip(wholes.Skip(1)).All(w => nesting.Above[w.First].Contains(w.Second));
    }

    /// <summary>Below an aggregate, what is in other groups is taken off, but never below what is recorded of its own group.</summary>
    private void AddTree(List<int> tree)
    {
        var children = tree.Where(i => !IsTop(i)).ToLookup(i => nesting.Above[i][0]);
        var largest = Largest(tree, children);
        var least = new Dictionary<int, long>();
        var others = new Dictionary<int, PersonRange>();
        foreach (var i in tree.OrderBy(i => nesting.Below[i].Count))
        {
            var parts = children[i].ToLookup(c => GroupOf(c) == GroupOf(i));
            others[i] = parts[false].Select(c => new PersonRange(nesting.Range(c).Min, largest[c])).Concat(parts[true].Select(c => others[c])).Aggregate(PersonRange.None, PersonRange.Add);
            least[i] = Math.Max(parts[true].Sum(c => least[c]), others[i].Max is { } most ? nesting.Range(i).Min - most : 0);
            if (IsTop(i) || GroupOf(nesting.Above[i][0]) != GroupOf(i)) Add(GroupOf(i), new(least[i], largest[i] - others[i].Min));
        }
    }

    /// <summary>The largest number of each, within the room that its aggregate and the other parts of that leave.</summary>
    private Dictionary<int, long?> Largest(List<int> tree, ILookup<int, int> children)
    {
        var largest = new Dictionary<int, long?>();
        foreach (var i in tree.OrderByDescending(i => nesting.Below[i].Count))
        {
            var own = nesting.Range(i).Max;
            if (IsTop(i))
            {
                largest[i] = own;
                continue;
            }

            var whole = nesting.Above[i][0];
            var room = largest[whole] - (children[whole].Sum(c => nesting.Range(c).Min) - nesting.Range(i).Min);
            largest[i] = own is { } number && room is { } left ? Math.Min(number, left) : own ?? room;
        }

        return largest;
    }

    private bool IsTop(int i) => nesting.Above[i].Count == 0;

    /// <summary>Where aggregates overlap, anybody whom one has beyond its parts may be in the others.</summary>
    private void AddEntangled(List<int> connected)
    {
        foreach (var group in connected.GroupBy(GroupOf))
        {
            var isOne = group.ToLookup(i => nesting.Below[i].TrueForAll(b => GroupOf(b) == group.Key));
            var most = isOne[false].Select(i => nesting.Range(i).Max - nesting.Union(nesting.Below[i]).Min).Aggregate(nesting.Union([.. isOne[true]]).Max, (a, b) => a + b);
            var singles = group.Where(i => nesting.Below[i].Count == 0).Sum(i => nesting.Range(i).Min);
            Add(group.Key, new(Math.Max(singles, group.Max(i => LeastWithin(i, connected))), most));
        }
    }

    /// <summary>How many of an aggregate's persons are certainly in nothing that belongs to another group.</summary>
    private long LeastWithin(int i, List<int> connected)
    {
        var outside = connected.Where(o => GroupOf(o) != GroupOf(i) && !nesting.Above[i].Contains(o)).SelectMany(o => nesting.Below[o].Append(o)).Distinct();
        return nesting.Union([.. outside]).Max is { } others ? nesting.Range(i).Min - others : 0;
    }

    private IEnumerable<List<int>> Connected()
    {
        var seen = new HashSet<int>();
        foreach (var start in nesting.Speaking)
        {
            if (!seen.Add(start)) continue;
            var (connected, open) = (new List<int>(), new Stack<int>([start]));
            while (open.TryPop(out var i))
            {
                connected.Add(i);
                foreach (var other in nesting.Above[i].Concat(nesting.Below[i])) if (seen.Add(other)) open.Push(other);
            }

            yield return connected;
        }
    }
}
