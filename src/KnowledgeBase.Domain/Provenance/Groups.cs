namespace KnowledgeBase.Domain.Provenance;

/// <summary>Joins what belongs together: the connected components of a relation.</summary>
internal static class Groups
{
    /// <summary>The number of its group for each item; numbers follow the order of the items.</summary>
    public static Dictionary<Guid, int> Join(IReadOnlyList<Guid> items, Func<Guid, Guid, bool> together)
    {
        var group = new Dictionary<Guid, int>();
        var next = 0;
        foreach (var item in items)
        {
            if (group.ContainsKey(item)) continue;
            var queue = new Queue<Guid>([item]);
            group[item] = next;
            while (queue.TryDequeue(out var current))
            {
                foreach (var other in items)
                {
                    if (!group.ContainsKey(other) && together(current, other))
                    {
                        group[other] = next;
                        queue.Enqueue(other);
                    }
                }
            }

            next++;
        }

        return group;
    }

    public static int Count(Dictionary<Guid, int> groups) => groups.Count == 0 ? 0 : groups.Values.Max() + 1;
}
