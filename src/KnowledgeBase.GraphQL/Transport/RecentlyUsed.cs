namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Remembers so many things by their names; the longest unused one goes first. Safe for many threads.</summary>
/// <param name="capacity">How many; 0 for none.</param>
internal sealed class RecentlyUsed<T>(int capacity)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Name, T Thing)>> known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Name, T Thing)> byUse = new();

    public int Count
    {
        get
        {
            lock (gate) return known.Count;
        }
    }

    public T? Find(string name)
    {
        lock (gate)
        {
            if (!known.TryGetValue(name, out var node)) return null;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Thing;
        }
    }

    /// <summary>What is known under this name already stays.</summary>
    public void Add(string name, T thing)
    {
        lock (gate)
        {
            if (known.ContainsKey(name)) return;
            known[name] = byUse.AddFirst((name, thing));
            if (known.Count <= capacity) return;
            known.Remove(byUse.Last!.Value.Name);
            byUse.RemoveLast();
        }
    }
}
