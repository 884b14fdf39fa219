using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>The part of the citation graph that a page touches, kept current while its events are applied.</summary>
internal sealed class SourceGraph
{
    private readonly Dictionary<Guid, SourceNode> nodes = [];
    private readonly Dictionary<(Guid, Guid), IndependenceVerdict> verdicts = [];
    private readonly Dictionary<Guid, List<CitationRow>> citing = [];
    private readonly Dictionary<Guid, HashSet<Guid>> citedBy = [];

    public SourceGraph() => Graph = new(nodes, verdicts);

    public VersionedTable<Guid, SourceRow> Rows { get; } = new(r => r.Id);

    public VersionedTable<(Guid Citing, Guid Cited), CitationRow> Citations { get; } = new(r => (r.Citing, r.Cited));

    public VersionedTable<(Guid First, Guid Second), IndependenceRow> Judgements { get; } = new(r => (r.First, r.Second));

    /// <summary>The graph as the events so far left it.</summary>
    public CitationGraph Graph { get; }

    public void Load(SourceRow row, long since) => Rows.Load(row, since);

    public void Load(CitationRow row, long since)
    {
        Citations.Load(row, since);
        Connect(row);
    }

    public void Load(IndependenceRow row, long since)
    {
        Judgements.Load(row, since);
        verdicts[(row.First, row.Second)] = row.Verdict;
    }

    /// <summary>Called once, when everything is loaded.</summary>
    public void Loaded()
    {
        foreach (var row in Rows.Standing.ToList()) Refresh(row.Id);
    }

    public void Set(SourceRow row, long position)
    {
        Rows.Set(row, position);
        Refresh(row.Id);
    }

    public void Set(CitationRow row, long position)
    {
        Citations.Set(row, position);
        Disconnect(row.Citing, row.Cited);
        Connect(row);
        Refresh(row.Citing);
    }

    public void RemoveCitation(Guid from, Guid to, long position)
    {
        Citations.Remove((from, to), position);
        Disconnect(from, to);
        Refresh(from);
    }

    public void Set(IndependenceRow row, long position)
    {
        Judgements.Set(row, position);
        verdicts[(row.First, row.Second)] = row.Verdict;
    }

    /// <summary>The source and every one whose lineage may run through it.</summary>
    public HashSet<Guid> WithDependents(Guid source)
    {
        var found = new HashSet<Guid> { source };
        var queue = new Queue<Guid>(found);
        while (queue.TryDequeue(out var id))
        {
            foreach (var dependent in citedBy.GetValueOrDefault(id) ?? [])
            {
                if (found.Add(dependent)) queue.Enqueue(dependent);
            }
        }

        return found;
    }

    private void Connect(CitationRow row)
    {
        if (!citing.TryGetValue(row.Citing, out var citations)) citing[row.Citing] = citations = [];
        citations.Add(row);
        if (!citedBy.TryGetValue(row.Cited, out var sources)) citedBy[row.Cited] = sources = [];
        sources.Add(row.Citing);
    }

    private void Disconnect(Guid from, Guid to)
    {
        citing.GetValueOrDefault(from)?.RemoveAll(c => c.Cited == to);
        citedBy.GetValueOrDefault(to)?.Remove(from);
    }

    private void Refresh(Guid id)
    {
        if (Rows.Find(id) is not { } row) return;
        var cites = citing.GetValueOrDefault(id) is { Count: > 0 } citations
            ? citations.OrderBy(c => c.FirstCited).Select(c => c.Cited).ToList()
            : [];
        nodes[id] = new(
            id, row.Kind, row.IsOriginal, row.Publisher, row.PublishedFrom, row.PublishedTo, row.Reliability,
            row.RetractionPosition is not null, cites);
    }
}
