namespace KnowledgeBase.Domain.Expulsions;

/// <summary>An expulsion, or several that are part of each other in a circle.</summary>
internal sealed class ExpulsionNode(IReadOnlyList<SummedExpulsion> members)
{
    /// <summary>Everything that it is part of, over however many steps.</summary>
    public HashSet<ExpulsionNode> Above { get; } = [];

    public bool Counts { get; } = members.Any(m => m.Counts);

    /// <summary>From the smallest to the largest number of its members; null when none of them has a number.</summary>
    public PersonRange? Number { get; } = members.Where(m => m.Counts).Select(m => m.Number).Aggregate((PersonRange?)null, Hull);

    /// <summary>How many expulsions that count there are in it and below it.</summary>
    public int CountWithin { get; set; } = members.Where(m => m.Counts).Sum(m => m.Count);

    private static PersonRange? Hull(PersonRange? left, PersonRange? right) => left is not { } a || right is not { } b
        ? left ?? right
        : new(Math.Min(a.Min, b.Min), a.Max is { } x && b.Max is { } y ? Math.Max(x, y) : null);
}

/// <summary>What is part of what, over however many steps.</summary>
internal sealed class ExpulsionGraph
{
    private readonly Dictionary<Guid, ExpulsionNode> byId = [];

    public ExpulsionGraph(IReadOnlyCollection<SummedExpulsion> all)
    {
        var wholes = all.Where(e => e.Id is not null).ToDictionary(e => e.Id!.Value);
        var reached = wholes.Keys.ToDictionary(id => id, id => Reach(id, wholes));
        foreach (var (id, above) in reached)
        {
            if (byId.ContainsKey(id)) continue;
            var circle = above.Where(other => reached[other].Contains(id)).Append(id).Distinct().ToList();
            var node = new ExpulsionNode([.. circle.Select(i => wholes[i])]);
            foreach (var member in circle) byId[member] = node;
        }

        foreach (var (id, above) in reached) byId[id].Above.UnionWith(above.Select(a => byId[a]).Where(a => a != byId[id]));
        Singles = [.. all.Where(e => e is { Id: null, Counts: true })];
        Nodes = [.. byId.Values.Distinct().Where(n => n.Counts)];
        var own = Nodes.Select(n => (n.Above, Count: n.CountWithin)).ToList();
        foreach (var (above, count) in own.Concat(Singles.Select(s => (Above: AboveOf(s), s.Count))))
        {
            foreach (var whole in above) whole.CountWithin += count;
        }
    }

    /// <summary>Those that count.</summary>
    public IReadOnlyList<ExpulsionNode> Nodes { get; }

    /// <summary>Those that nothing can be part of, and that count.</summary>
    public IReadOnlyList<SummedExpulsion> Singles { get; }

    public ExpulsionNode Find(Guid id) => byId[id];

    /// <summary>Everything that an expulsion is part of, over however many steps.</summary>
    public HashSet<ExpulsionNode> AboveOf(SummedExpulsion expulsion) => expulsion.Id is { } id
        ? byId[id].Above
        : [.. expulsion.PartOf.Where(byId.ContainsKey).Select(p => byId[p]).SelectMany(w => w.Above.Append(w))];

    private static HashSet<Guid> Reach(Guid start, Dictionary<Guid, SummedExpulsion> wholes)
    {
        var reached = new HashSet<Guid>();
        var open = new Stack<Guid>(wholes[start].PartOf);
        while (open.TryPop(out var id))
        {
            if (!wholes.TryGetValue(id, out var whole) || !reached.Add(id)) continue;
            foreach (var next in whole.PartOf) open.Push(next);
        }

        return reached;
    }
}
