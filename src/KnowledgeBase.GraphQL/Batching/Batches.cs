using System.Collections.Concurrent;

namespace KnowledgeBase.GraphQL.Batching;

/// <summary>The batches of one request, each known by what it loads (and, for lists, by the field that asks).</summary>
public sealed class Batches
{
    private readonly ConcurrentDictionary<object, object> batches = new();

    /// <param name="name">The same for all that may be fetched together.</param>
    internal Batch<TKey, T> Of<TKey, T>(object name, Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, T>>> fetch)
        where TKey : notnull => (Batch<TKey, T>)batches.GetOrAdd(name, _ => new Batch<TKey, T>(fetch));

    /// <summary>To be called when something was recorded: what was loaded before is no longer so.</summary>
    public void Forget() => batches.Clear();
}
