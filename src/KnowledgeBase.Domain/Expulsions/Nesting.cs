namespace KnowledgeBase.Domain.Expulsions;

/// <summary>An expulsion among those that are summed.</summary>
/// <param name="Node">Null for what nothing is part of.</param>
/// <param name="Number">Null when there is none.</param>
/// <param name="Above">What it is part of, whether or not that is summed too.</param>
internal sealed record Nested(ExpulsionNode? Node, PersonRange? Number, HashSet<ExpulsionNode> Above, int Group = 0);

/// <summary>
/// Expulsions that are summed, each with what is above and below it; see <see cref="ExpulsionSums"/> for the rule. Aggregates that add
/// nothing to their parts, because they have no number or are contradicted by them, are left out of all of this.
/// </summary>
internal sealed class Nesting
{
    private readonly PersonRange[] ranges;
    private readonly Dictionary<ExpulsionNode, int> places = [];

    public Nesting(IReadOnlyList<Nested> items)
    {
        Items = items;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Node is { } node) places[node] = i;
        }

        Above = [.. items.Select(item => item.Above.Where(places.ContainsKey).Select(a => places[a]).ToList())];
        Below = [.. items.Select(_ => new List<int>())];
        for (var i = 0; i < items.Count; i++) Above[i].ForEach(whole => Below[whole].Add(i));
        ranges = new PersonRange[items.Count];
        // What is part of something has fewer parts than that.
        var order = Enumerable.Range(0, items.Count).OrderBy(i => Below[i].Count).ToList();
        Speaking = order.FindAll(Measure);
        foreach (var wholes in Above) wholes.Sort((a, b) => Below[a].Count.CompareTo(Below[b].Count));
    }

    public IReadOnlyList<Nested> Items { get; }

    /// <summary>What each is part of, the smallest first.</summary>
    public List<int>[] Above { get; }

    public List<int>[] Below { get; }

    /// <summary>All but those that are left out, parts before their aggregates.</summary>
    public List<int> Speaking { get; }

    public PersonRange Sum() => Union(Speaking);

    public PersonRange Range(int i) => ranges[i];

    /// <summary>All persons of one of them.</summary>
    public PersonRange Of(ExpulsionNode node) => ranges[places[node]];

    /// <summary>All persons of some, given with everything below them.</summary>
    public PersonRange Union(List<int> some)
    {
        var set = some.ToHashSet();
        var tops = some.FindAll(i => !Above[i].Exists(set.Contains));
        return tops.Count == 1
            ? ranges[tops[0]]
            : Clusters(tops, some).Select(c => c.Count == 1 ? ranges[c[0]] : Overlapping(c)).Aggregate(PersonRange.None, PersonRange.Add);
    }

    /// <returns>False when it adds nothing to its parts.</returns>
    private bool Measure(int i)
    {
        var number = Items[i].Number;
        if (Below[i].Count == 0)
        {
            ranges[i] = number ?? PersonRange.Unknown;
            return true;
        }

        var parts = Union(Below[i]);
        if (number is { } own && !own.IsBelow(parts))
        {
            ranges[i] = own with { Min = Math.Max(own.Min, parts.Min) };
            return true;
        }

        ranges[i] = parts;
        // From here on nobody sees it.
        foreach (var part in Below[i]) Above[part].Remove(i);
        foreach (var whole in Above[i]) Below[whole].Remove(i);
        return false;
    }

    /// <summary>Aggregates that share a part, directly or one with the next, belong together.</summary>
    private IEnumerable<List<int>> Clusters(List<int> tops, List<int> some)
    {
        var clusterOf = tops.ToDictionary(t => t, t => new List<int> { t });
        foreach (var i in some)
        {
            List<int>? first = null;
            foreach (var top in Above[i])
            {
                if (!clusterOf.TryGetValue(top, out var cluster) || cluster == first) continue;
                if (first is null)
                {
                    first = cluster;
                    continue;
                }

                first.AddRange(cluster);
                foreach (var moved in cluster) clusterOf[moved] = first;
            }
        }

        return clusterOf.Values.Distinct();
    }

    /// <summary>From the largest of them, or all that is recorded one by one, to all of them, less the single ones that they share.</summary>
    private PersonRange Overlapping(List<int> tops)
    {
        var singles = tops.SelectMany(t => Below[t]).Where(i => Below[i].Count == 0).GroupBy(i => i).ToList();
        var least = Math.Max(tops.Max(t => ranges[t].Min), singles.Sum(s => ranges[s.Key].Min));
        var most = tops.Select(t => ranges[t]).Aggregate(PersonRange.Add).Max - singles.Sum(s => (s.Count() - 1) * ranges[s.Key].Min);
        return new(least, most);
    }
}
