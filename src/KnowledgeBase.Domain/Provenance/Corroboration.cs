using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Provenance;

/// <summary>Whether the named roots behind a value are independent of each other.</summary>
public enum Independence
{
    /// <summary>No named and no unattributed root.</summary>
    NoRoot = 1,
    /// <summary>One root; there is nothing to be independent of.</summary>
    SingleRoot = 2,
    /// <summary>Several roots, and no curator has judged every pair of the named ones.</summary>
    NotEstablished = 3,
    /// <summary>A curator judged every pair of named roots independent.</summary>
    JudgedIndependent = 4,
    /// <summary>A curator judged named roots dependent, and no independent ones are left among them.</summary>
    JudgedDependent = 5,
}

/// <param name="Group">Roots of one kind with the same group count as one.</param>
/// <param name="Starts">The claims' starts from which it is reached.</param>
public sealed record Root(Guid SourceId, RootKind Kind, int Group, IReadOnlyList<LineageStart> Starts);

/// <summary>How many independent roots stand behind a value.</summary>
/// <param name="NamedRoots">Named roots; those judged dependent on each other count once.</param>
/// <param name="UnattributedRoots">Anonymous ones; all that share a conduit count once.</param>
/// <param name="UnresolvedClaims">Supporting claims that end nowhere that counts.</param>
/// <param name="IsCircular">Some lineage runs in a circle.</param>
/// <param name="IsAnachronistic">Some citation points to what was published later.</param>
public sealed record Corroboration(
    int NamedRoots,
    int UnattributedRoots,
    int UnresolvedClaims,
    bool IsCircular,
    bool IsAnachronistic,
    Independence Independence,
    IReadOnlyList<Root> Roots)
{
    public static Corroboration None { get; } = new(0, 0, 0, false, false, Independence.NoRoot, []);

    /// <summary>Counts the roots of the lineages of the claims that support one value.</summary>
    public static Corroboration Of(IReadOnlyList<(LineageStart Start, Lineage Lineage)> claims, CitationGraph graph)
    {
        var starts = new Dictionary<Guid, List<LineageStart>>();
        var kinds = new Dictionary<Guid, RootKind>();
        var conduits = new Dictionary<Guid, HashSet<Guid>>();
        foreach (var (start, lineage) in claims)
        {
            foreach (var root in lineage.Roots)
            {
                kinds[root.SourceId] = root.Kind;
                if (!starts.TryGetValue(root.SourceId, out var list)) starts[root.SourceId] = list = [];
                if (!list.Contains(start)) list.Add(start);
                if (!conduits.TryGetValue(root.SourceId, out var set)) conduits[root.SourceId] = set = [];
                set.UnionWith(root.Conduits);
            }
        }

        // By id, so that the answer does not depend on the order of claims.
        var named = kinds.Where(k => k.Value == RootKind.Named).Select(k => k.Key).Order().ToList();
        var unattributed = kinds.Where(k => k.Value == RootKind.Unattributed).Select(k => k.Key).Order().ToList();
        var unresolved = kinds.Where(k => k.Value == RootKind.Unresolved).Select(k => k.Key).Order().ToList();
        var namedGroups = Groups.Join(named, (a, b) => graph.JudgementOn(a, b) == IndependenceVerdict.Dependent);
        var unattributedGroups = Groups.Join(unattributed, (a, b) => Meet(conduits[a], a, conduits[b], b));

        var roots = new List<Root>();
        Add(named, RootKind.Named, id => namedGroups[id]);
        Add(unattributed, RootKind.Unattributed, id => unattributedGroups[id]);
        Add(unresolved, RootKind.Unresolved, unresolved.IndexOf);

        var namedCount = Groups.Count(namedGroups);
        var unattributedCount = Groups.Count(unattributedGroups);
        return new(
            namedCount, unattributedCount, claims.Count(c => c.Lineage.IsUnresolved),
            claims.Any(c => c.Lineage.IsCircular), claims.Any(c => c.Lineage.IsAnachronistic),
            IndependenceOf(named, namedCount, unattributedCount, graph), roots);

        void Add(List<Guid> ids, RootKind kind, Func<Guid, int> group) =>
            roots.AddRange(ids.Select(id => new Root(id, kind, group(id), starts[id])));
    }

    /// <summary>Two informants count as one when one conduit claims both, or one of them is the other's conduit.</summary>
    private static bool Meet(HashSet<Guid> a, Guid aId, HashSet<Guid> b, Guid bId) =>
        a.Overlaps(b) || a.Contains(bId) || b.Contains(aId);

    private static Independence IndependenceOf(List<Guid> named, int namedCount, int unattributedCount, CitationGraph graph)
    {
        if (namedCount + unattributedCount == 0) return Independence.NoRoot;
        if (named.Count < 2) return namedCount + unattributedCount == 1 ? Independence.SingleRoot : Independence.NotEstablished;
        if (namedCount == 1) return Independence.JudgedDependent;
        var allJudged = true;
        for (var i = 0; i < named.Count && allJudged; i++)
        {
            for (var j = i + 1; j < named.Count && allJudged; j++) allJudged = graph.JudgementOn(named[i], named[j]) is not null;
        }

        return allJudged ? Independence.JudgedIndependent : Independence.NotEstablished;
    }
}
