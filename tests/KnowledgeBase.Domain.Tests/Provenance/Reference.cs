using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>
/// Sections 4 and 5 once more, as plainly as can be: lists every path and counts. Shares nothing with the walk but the words.
/// </summary>
internal sealed class Reference(History history, IReadOnlyList<Evidence> supporters)
{
    private readonly Dictionary<Guid, SourceNode> sources = history.Sources.ToDictionary(s => s.Id);

    /// <summary>Every whole path of every supporter.</summary>
    public List<(Evidence Claim, Guid[] Path)> Paths => [.. supporters.SelectMany(c => PathsOf(c).Select(p => (c, p)))];

    public IEnumerable<Guid[]> PathsOf(Evidence claim) =>
        Beginnings(claim).Where(b => b.Whole).SelectMany(b => Extend(b.Path)).DistinctBy(p => string.Join(' ', p));

    public (int Named, int Unattributed, int Unresolved, bool Circular, bool Anachronistic) Count()
    {
        var paths = Paths;
        var roots = paths.Select(p => p.Path[^1]).Distinct().ToList();
        var named = roots.Where(r => KindOf(r) == RootKind.Named).ToList();
        var anonymous = roots.Where(r => KindOf(r) == RootKind.Unattributed).ToList();
        HashSet<Guid> ConduitsOf(Guid root) => [.. paths.Where(p => p.Path[^1] == root && p.Path.Length > 1).Select(p => p.Path[^2])];
        return (
            Components(named, (a, b) => Verdict(a, b) == IndependenceVerdict.Dependent),
            Components(anonymous, (a, b) => ConduitsOf(a).Overlaps(ConduitsOf(b))),
            supporters.Count(IsUnresolved), supporters.Any(IsCircular), supporters.Any(IsAnachronistic));
    }

    public IndependenceVerdict? Verdict(Guid a, Guid b) =>
        history.Judgements.TryGetValue((a, b), out var v) || history.Judgements.TryGetValue((b, a), out v) ? v : null;

    public bool IsUnresolved(Evidence claim)
    {
        var kinds = PathsOf(claim).Select(p => KindOf(p[^1])).ToList();
        return kinds.Count > 0 && kinds.All(k => k == RootKind.Unresolved);
    }

    public RootKind KindOf(Guid id) => sources[id] switch
    {
        { Kind: SourceKind.Informant } => RootKind.Unattributed,
        { Kind: SourceKind.Person or SourceKind.OfficialStatement } or { IsOriginalReporting: true } => RootKind.Named,
        _ => RootKind.Unresolved,
    };

    /// <summary>Where the claims say that a source has the value from; else its citations.</summary>
    public IReadOnlyCollection<Guid> Origins(Guid id)
    {
        var told = new HashSet<Guid>();
        foreach (var claim in supporters)
        {
            foreach (var chain in claim.Start.AttributedTo)
            {
                Guid[] path = [claim.Start.SourceId, .. chain];
                for (var i = 0; i + 1 < path.Length; i++)
                {
                    if (path[i] == id) told.Add(path[i + 1]);
                    if (!IsOpen(path[i], path[i + 1])) break;
                }
            }
        }

        var speaksForItself = supporters.Any(c => c.Start.SourceId == id && c.Start.AttributedTo.Count == 0);
        return told.Count == 0 ? sources[id].Cites : speaksForItself ? [.. told.Union(sources[id].Cites)] : told;
    }

    private bool IsLater(Guid from, Guid to) => sources[from].PublishedTo < sources[to].PublishedFrom;

    private bool IsOpen(Guid from, Guid to) => !IsLater(from, to) && !sources[to].IsRetracted;

    /// <summary>The claim's source, or its chains as far as they lead; a chain that broke off is not whole.</summary>
    private IEnumerable<(Guid[] Path, bool Whole, Guid? Next)> Beginnings(Evidence claim)
    {
        if (claim.Start.AttributedTo.Count == 0) yield return ([claim.Start.SourceId], true, null);
        foreach (var chain in claim.Start.AttributedTo)
        {
            Guid[] path = [claim.Start.SourceId, .. chain];
            var open = 1;
            while (open < path.Length && IsOpen(path[open - 1], path[open])) open++;
            yield return (path[..open], open == path.Length, open == path.Length ? null : path[open]);
        }
    }

    private IEnumerable<Guid[]> Extend(Guid[] path)
    {
        var origins = Origins(path[^1]);
        if (origins.Count == 0) return [path];
        return origins.Where(o => IsOpen(path[^1], o) && !path.Contains(o)).SelectMany(o => Extend([.. path, o]));
    }

    private bool IsCircular(Evidence claim) => Beginnings(claim).Any(b =>
        b.Whole ? ComesBack(b.Path) : !sources[b.Next!.Value].IsRetracted && ComesBack([.. b.Path, b.Next.Value]));

    private bool ComesBack(Guid[] path) => Origins(path[^1]).Where(o => !sources[o].IsRetracted)
        .Any(o => path.Contains(o) || ComesBack([.. path, o]));

    private bool IsAnachronistic(Evidence claim) => Beginnings(claim).Any(b =>
        b.Whole ? MeetsLater(b.Path) : !sources[b.Next!.Value].IsRetracted);

    private bool MeetsLater(Guid[] path) => Origins(path[^1]).Where(o => !sources[o].IsRetracted)
        .Any(o => IsLater(path[^1], o) || (!path.Contains(o) && MeetsLater([.. path, o])));

    private static int Components(List<Guid> items, Func<Guid, Guid, bool> together)
    {
        var label = items.ToDictionary(i => i, i => items.IndexOf(i));
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (a, b) in items.SelectMany(a => items.Select(b => (a, b))).Where(p => together(p.a, p.b) && label[p.a] < label[p.b]))
            {
                (label[b], changed) = (label[a], true);
            }
        }

        return label.Values.Distinct().Count();
    }
}
