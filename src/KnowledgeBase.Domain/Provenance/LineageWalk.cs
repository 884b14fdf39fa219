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

    /// <returns>A lineage without any root for a claim that falls with sources that the graph leaves out.</returns>
    public static Lineage From(LineageStart start, CitationGraph graph)
    {
        var walk = new LineageWalk(graph);
        if (graph.Falls(start)) return walk.Result();
        if (start.AttributedTo.Count == 0) walk.Explore(start.SourceId, null, []);
        foreach (var chain in start.AttributedTo.Where(c => !graph.ChainFalls(start, c))) walk.Follow(start.SourceId, chain);
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
            if (!MayStep(from, chain[i], passed))
            {
                if (graph.StepBetween(from, chain[i]) == LineageStep.Anachronistic) NoteCircle(chain[i], passed);
                return;
            }

            if (i == chain.Count - 1) Explore(chain[i], from, passed);
            passed.Add(chain[i]);
            from = chain[i];
        }
    }

    /// <summary>A date is looked at before a circle is, so that the answer does not depend on the order of citations.</summary>
    private bool MayStep(Guid from, Guid to, HashSet<Guid> passed)
    {
        var step = graph.StepBetween(from, to);
        isAnachronistic |= step == LineageStep.Anachronistic;
        restsOnRetracted |= step == LineageStep.Retracted;
        if (step != LineageStep.Open) return false;
        isCircular |= passed.Contains(to);
        return !passed.Contains(to);
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
            var origins = graph.OriginsOf(step.Id);
            if (step.Next == origins.Count)
            {
                open.Remove(step.Id);
                done.Add(step.Id);
                continue;
            }

            stack.Push((step.Id, step.Next + 1));
            var cited = origins[step.Next];
            if (!MayStep(step.Id, cited, open)) continue;
            if (done.Contains(cited)) NoteConduit(cited, step.Id);
            else Enter(cited, step.Id);
        }

        NoteCircle(start, passed);

        void Enter(Guid id, Guid? via)
        {
            if (graph.OriginsOf(id).Count > 0)
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

    /// <summary>In a circle of dated sources some citation is always of something later: it is a circle all the same.</summary>
    private void NoteCircle(Guid start, HashSet<Guid> passed)
    {
        if (isCircular || !isAnachronistic) return;
        var open = new HashSet<Guid>(passed);
        var done = new HashSet<Guid>();
        var stack = new Stack<(Guid Id, int Next)>([(start, 0)]);
        open.Add(start);
        while (stack.TryPop(out var step) && !isCircular)
        {
            var origins = graph.OriginsOf(step.Id);
            if (step.Next == origins.Count)
            {
                open.Remove(step.Id);
                done.Add(step.Id);
                continue;
            }

            stack.Push((step.Id, step.Next + 1));
            var cited = origins[step.Next];
            if (graph.StepBetween(step.Id, cited) == LineageStep.Retracted || done.Contains(cited)) continue;
            if (open.Add(cited)) stack.Push((cited, 0));
            else isCircular = true;
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
