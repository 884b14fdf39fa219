namespace KnowledgeBase.Domain.Provenance;

/// <summary>
/// What of a graph stands without the sources that it leaves out, found out where it is asked for and once for each source.
/// Linear in the sources and citations below those that are asked about.
/// </summary>
internal sealed class Support(CitationGraph graph)
{
    private readonly Dictionary<Guid, State> known = [];

    public enum State
    {
        /// <summary>Some path leads to where a lineage ends, past all that is left out.</summary>
        Stands,
        /// <summary>It is left out, or every path that ends runs through what is.</summary>
        Falls,
        /// <summary>No path ends, and none leads to what is left out.</summary>
        Circles,
    }

    public State Of(Guid id)
    {
        if (graph.LeftOut.Contains(id)) return State.Falls;
        if (known.TryGetValue(id, out var state)) return state;
        Explore(id);
        return known[id];
    }

    private void Explore(Guid start)
    {
        var found = new HashSet<Guid> { start };
        var queue = new Queue<Guid>(found);
        var namedBy = new Dictionary<Guid, List<Guid>>();
        var (standing, falling) = (new List<Guid>(), new List<Guid>());
        while (queue.TryDequeue(out var id))
        {
            var isEnd = true;
            foreach (var origin in graph.NamedBy(id))
            {
                if (graph.StepBetween(id, origin) != LineageStep.Open) continue;
                isEnd = false;
                if (graph.LeftOut.Contains(origin)) falling.Add(id);
                else if (!known.TryGetValue(origin, out var state)) Enter(id, origin);
                else if (state == State.Stands) standing.Add(id);
                else if (state == State.Falls) falling.Add(id);
            }

            if (isEnd) standing.Add(id);
        }

        var stands = Above(standing);
        var touches = Above(falling);
        foreach (var id in found) known[id] = stands.Contains(id) ? State.Stands : touches.Contains(id) ? State.Falls : State.Circles;

        void Enter(Guid from, Guid to)
        {
            if (!namedBy.TryGetValue(to, out var citing)) namedBy[to] = citing = [];
            citing.Add(from);
            if (found.Add(to)) queue.Enqueue(to);
        }

        HashSet<Guid> Above(List<Guid> ids)
        {
            var above = new HashSet<Guid>(ids);
            var rest = new Queue<Guid>(above);
            while (rest.TryDequeue(out var id))
            {
                foreach (var citing in namedBy.GetValueOrDefault(id) ?? [])
                {
                    if (above.Add(citing)) rest.Enqueue(citing);
                }
            }

            return above;
        }
    }
}
