using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>
/// Walks a lineage to its roots: every source that a path without repetition can reach and that cites nobody. A claim's own
/// attribution goes before the citations of its source. Linear in the sources and citations below the start.
/// </summary>
public sealed class LineageWalk
{
    private readonly CitationGraph graph;
    private readonly Dictionary<Guid, HashSet<Guid>> conduitsOfRoot = [];
    private readonly List<Guid> order = [];
    private bool isCircular, isAnachronistic, restsOnRetracted;

    private LineageWalk(CitationGraph graph) => this.graph = graph;

    public static Lineage From(LineageStart start, CitationGraph graph)
    {
        var walk = new LineageWalk(graph);
        if (start.AttributedTo.Count == 0) walk.Explore(start.SourceId, null, []);
        foreach (var chain in start.AttributedTo) walk.Follow(start.SourceId, chain);
        return walk.Result();
    }

    /// <summary>What a source is when a lineage ends there.</summary>
    public static RootKind KindOf(SourceNode source) => source.Kind switch
    {
        SourceKind.Informant => RootKind.Unattributed,
        SourceKind.OfficialStatement or SourceKind.Person => RootKind.Named,
        _ => source.IsOriginalReporting ? RootKind.Named : RootKind.Unresolved,
    };

    private void Follow(Guid sourceId, IReadOnlyList<Guid> chain)
    {
        var passed = new HashSet<Guid> { sourceId };
        var from = sourceId;
        for (var i = 0; i < chain.Count; i++)
        {
            if (!MayStep(from, chain[i], passed)) return;
            if (i == chain.Count - 1) Explore(chain[i], from, passed);
            passed.Add(chain[i]);
            from = chain[i];
        }
    }

    private bool MayStep(Guid from, Guid to, HashSet<Guid> passed)
    {
        if (passed.Contains(to)) return Dead(ref isCircular);
        if (graph.Find(from) is not { } citing || graph.Find(to) is not { } cited) return true;
        if (cited.IsRetracted) return Dead(ref restsOnRetracted);
        return !CitationGraph.IsAnachronistic(citing, cited) || Dead(ref isAnachronistic);
    }

    private static bool Dead(ref bool flag)
    {
        flag = true;
        return false;
    }

    /// <summary>Depth first and without recursion, so that no chain is too long for the stack.</summary>
    private void Explore(Guid start, Guid? conduit, HashSet<Guid> passed)
    {
        var open = new HashSet<Guid>(passed);
        var done = new HashSet<Guid>();
        var stack = new Stack<(Guid Id, int Next)>();
        Enter(start, conduit);
        while (stack.TryPop(out var step))
        {
            var cites = graph.Find(step.Id)?.Cites ?? [];
            if (step.Next == cites.Count)
            {
                open.Remove(step.Id);
                done.Add(step.Id);
                continue;
            }

            stack.Push((step.Id, step.Next + 1));
            var cited = cites[step.Next];
            if (!MayStep(step.Id, cited, open)) continue;
            if (done.Contains(cited)) NoteConduit(cited, step.Id);
            else Enter(cited, step.Id);
        }

        void Enter(Guid id, Guid? via)
        {
            if (graph.Find(id) is { Cites.Count: > 0 })
            {
                open.Add(id);
                stack.Push((id, 0));
                return;
            }

            done.Add(id);
            if (!conduitsOfRoot.ContainsKey(id))
            {
                conduitsOfRoot[id] = [];
                order.Add(id);
            }

            if (via is { } v) NoteConduit(id, v);
        }
    }

    private void NoteConduit(Guid id, Guid via)
    {
        if (conduitsOfRoot.TryGetValue(id, out var conduits)) conduits.Add(via);
    }

    private Lineage Result() => new(
        [.. order.Select(id => new LineageRoot(id, graph.Find(id) is { } s ? KindOf(s) : RootKind.Unresolved, conduitsOfRoot[id]))],
        isCircular, isAnachronistic, restsOnRetracted);
}
