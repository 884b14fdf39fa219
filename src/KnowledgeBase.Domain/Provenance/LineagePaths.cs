namespace KnowledgeBase.Domain.Provenance;

/// <summary>The paths from a claim's source to one root.</summary>
/// <param name="Paths">Each begins with the claim's source and ends with the root; shortest first.</param>
/// <param name="AreAll">False when there are more than were asked for.</param>
public sealed record PathsToRoot(IReadOnlyList<IReadOnlyList<Guid>> Paths, bool AreAll);

/// <summary>
/// Lists paths without repetition, each once, shortest first. Their number can grow exponentially with the citations, so at
/// most <c>limit</c> paths are listed and at most <see cref="MaxSteps"/> steps are tried.
/// </summary>
public static class LineagePaths
{
    /// <summary>Steps after which the listing stops and says that it is not whole.</summary>
    public const int MaxSteps = 20_000;

    /// <param name="graph">As told by the claims on the value (<see cref="CitationGraph.AsToldBy"/>), the same that its roots were counted in.</param>
    public static PathsToRoot Between(LineageStart start, Guid root, CitationGraph graph, int limit)
    {
        var leadsToRoot = new Dictionary<Guid, bool>();
        var byLength = new PriorityQueue<Guid[], (int Length, int Arrival)>();
        var arrival = 0;
        void Add(Guid[] path) => byLength.Enqueue(path, (path.Length, arrival++));

        if (start.AttributedTo.Count == 0) Add([start.SourceId]);
        foreach (var chain in start.AttributedTo)
        {
            if (ChainPath(start.SourceId, chain, graph) is { } path) Add(path);
        }

        var found = new List<IReadOnlyList<Guid>>();
        var areAll = true;
        while (byLength.TryDequeue(out var path, out _))
        {
            var last = path[^1];
            if (last == root)
            {
                // Two chains of attribution, one of them told further than the other, can name the same way.
                if (found.Exists(f => f.SequenceEqual(path))) continue;
                if (found.Count == limit) return new(found, false);
                found.Add(path);
                continue;
            }

            foreach (var next in NextOf(last, path, graph))
            {
                if (!Leads(next, root, graph, leadsToRoot)) continue;
                if (arrival < MaxSteps) Add([.. path, next]);
                else areAll = false;
            }
        }

        return new(found, areAll);
    }

    private static Guid[]? ChainPath(Guid source, IReadOnlyList<Guid> chain, CitationGraph graph)
    {
        var path = new List<Guid> { source };
        foreach (var next in chain)
        {
            if (path.Contains(next) || !MayStep(path[^1], next, graph)) return null;
            path.Add(next);
        }

        return [.. path];
    }

    private static IEnumerable<Guid> NextOf(Guid last, Guid[] path, CitationGraph graph) =>
        graph.OriginsOf(last).Where(next => !path.Contains(next) && MayStep(last, next, graph));

    private static bool MayStep(Guid from, Guid to, CitationGraph graph) => graph.StepBetween(from, to) == LineageStep.Open;

    /// <summary>Whether any walk leads from one source to the root; remembered, so that hopeless branches are entered once.</summary>
    private static bool Leads(Guid from, Guid root, CitationGraph graph, Dictionary<Guid, bool> known)
    {
        if (from == root) return true;
        if (known.TryGetValue(from, out var leads)) return leads;
        var seen = new HashSet<Guid> { from };
        var stack = new Stack<Guid>([from]);
        while (stack.TryPop(out var id))
        {
            foreach (var next in graph.OriginsOf(id))
            {
                if (!MayStep(id, next, graph)) continue;
                if (next == root || (known.TryGetValue(next, out var k) && k)) return known[from] = true;
                if (seen.Add(next)) stack.Push(next);
            }
        }

        foreach (var id in seen) known[id] = false;
        return false;
    }
}
