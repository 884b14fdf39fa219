namespace KnowledgeBase.Domain.Provenance;

/// <summary>The paths from a claim's source to one root.</summary>
/// <param name="Paths">Each begins with the claim's source and ends with the root; shortest first.</param>
/// <param name="AreAll">False when there are more than were asked for.</param>
public sealed record PathsToRoot(IReadOnlyList<IReadOnlyList<Guid>> Paths, bool AreAll);

/// <summary>
/// Lists paths without repetition, each once, shortest first. Their number can grow exponentially with the citations, so at
/// most <c>limit</c> paths of at most <see cref="MaxLength"/> sources are listed and at most <see cref="MaxSteps"/> steps are tried.
/// </summary>
public static class LineagePaths
{
    /// <summary>Steps after which the listing stops and says that it is not whole.</summary>
    public const int MaxSteps = 20_000;

    /// <summary>Sources in the longest path that is listed; nobody reads a longer one.</summary>
    public const int MaxLength = 1_000;

    /// <summary>A path, held by its end so that those that begin alike share their beginning.</summary>
    private sealed record Trail(Guid Last, Trail? Before, int Length)
    {
        public bool Passes(Guid id)
        {
            for (var at = this; at is not null; at = at.Before)
            {
                if (at.Last == id) return true;
            }

            return false;
        }

        public Guid[] ToPath()
        {
            var path = new Guid[Length];
            for (var at = this; at is not null; at = at.Before) path[at.Length - 1] = at.Last;
            return path;
        }
    }

    /// <param name="graph">As told by the claims on the value (<see cref="CitationGraph.AsToldBy"/>), the same that its roots were counted in.</param>
    public static PathsToRoot Between(LineageStart start, Guid root, CitationGraph graph, int limit)
    {
        var self = new Trail(start.SourceId, null, 1);
        var beginnings = start.AttributedTo.Count == 0
            ? [self]
            : start.AttributedTo.Where(c => !graph.ChainFalls(start, c)).Select(chain => Along(self, chain, graph)).OfType<Trail>().ToList();
        var left = DistancesTo(root, beginnings.Select(b => b.Last), graph);

        // The shortest that it can become goes first; among equals the one that is nearest to its end, so that some end is reached.
        var open = new PriorityQueue<Trail, (int Whole, int Left, int Arrival)>();
        var (steps, areAll) = (0, true);
        void Add(Trail trail)
        {
            if (!left.TryGetValue(trail.Last, out var rest)) return;
            if (trail.Length + rest > MaxLength) areAll = false;
            else open.Enqueue(trail, (trail.Length + rest, rest, steps++));
        }

        beginnings.ForEach(Add);
        var found = new List<IReadOnlyList<Guid>>();
        while (open.TryDequeue(out var trail, out _))
        {
            if (trail.Last == root)
            {
                var path = trail.ToPath();
                // Two chains of attribution, one of them told further than the other, can name the same way.
                if (found.Exists(f => f.SequenceEqual(path))) continue;
                if (found.Count == limit) return new(found, false);
                found.Add(path);
                continue;
            }

            foreach (var next in graph.OriginsOf(trail.Last))
            {
                if (steps >= MaxSteps) return new(found, false);
                if (MayStep(trail.Last, next, graph) && !trail.Passes(next)) Add(new(next, trail, trail.Length + 1));
            }
        }

        return new(found, areAll);
    }

    private static Trail? Along(Trail trail, IReadOnlyList<Guid> chain, CitationGraph graph)
    {
        foreach (var next in chain)
        {
            if (trail.Passes(next) || !MayStep(trail.Last, next, graph)) return null;
            trail = new(next, trail, trail.Length + 1);
        }

        return trail;
    }

    private static bool MayStep(Guid from, Guid to, CitationGraph graph) => graph.StepBetween(from, to) == LineageStep.Open;

    /// <summary>The fewest steps from each source below the starts to the root; none for a source from which no way leads there.</summary>
    private static Dictionary<Guid, int> DistancesTo(Guid root, IEnumerable<Guid> starts, CitationGraph graph)
    {
        var citing = new Dictionary<Guid, List<Guid>>();
        var seen = starts.ToHashSet();
        var below = new Queue<Guid>(seen);
        while (below.TryDequeue(out var id))
        {
            foreach (var next in graph.OriginsOf(id).Where(next => MayStep(id, next, graph)))
            {
                if (!citing.TryGetValue(next, out var list)) citing[next] = list = [];
                list.Add(id);
                if (seen.Add(next)) below.Enqueue(next);
            }
        }

        var distances = new Dictionary<Guid, int> { [root] = 0 };
        var above = new Queue<Guid>([root]);
        while (above.TryDequeue(out var id))
        {
            foreach (var source in citing.GetValueOrDefault(id) ?? [])
            {
                if (distances.TryAdd(source, distances[id] + 1)) above.Enqueue(source);
            }
        }

        return distances;
    }
}
