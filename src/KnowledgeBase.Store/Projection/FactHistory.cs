using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>
/// What facts were before merges, and before their undoing, made them otherwise. Who is merged or is one of his own again has the
/// value that he had; what made that value what it is, is what made it so then, and not the merge or its undoing.
/// </summary>
internal sealed class FactHistory
{
    private readonly Dictionary<(Guid Subject, short Property, string Slot), List<(string Value, long Since)>> ended = [];
    private readonly HashSet<long> undone = [];
    private long? undoing;

    /// <summary>A version that a merge or an undoing ended; later ones after earlier ones.</summary>
    public void Add(FactRow row)
    {
        if (row is not { Value: { } value, ValueSince: { } since }) return;
        var key = (row.Subject, row.Property, row.Slot);
        if (!ended.TryGetValue(key, out var versions)) ended[key] = versions = [];
        versions.Add((value.Identity, since));
    }

    /// <summary>A merge is undone: what it gave, it gives no more.</summary>
    public void Undo(long merge)
    {
        undone.Add(merge);
        undoing = merge;
    }

    /// <summary>The undoing is over.</summary>
    public void Done() => undoing = null;

    /// <summary>The value goes on, and what made it what it is was not the merge that is being undone.</summary>
    public bool GoesOn(FactRow? before, Value value) =>
        before is not null && FactRows.SameValue(before.Value, value) && (undoing is null || before.ValueSince != undoing);

    /// <returns>The change that made the value what it was; null when the fact never had it before a merge or an undoing.</returns>
    public long? Find((Guid Subject, short Property, string Slot) key, Value value)
    {
        if (!ended.TryGetValue(key, out var versions)) return null;
        var index = versions.FindLastIndex(v => v.Value == value.Identity && !undone.Contains(v.Since));
        return index < 0 ? null : versions[index].Since;
    }
}
