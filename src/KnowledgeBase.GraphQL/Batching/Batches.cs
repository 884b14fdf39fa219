using System.Collections.Concurrent;
using KnowledgeBase.Store.Reading.Known;

namespace KnowledgeBase.GraphQL.Batching;

/// <summary>The batches of one request, each known by what it loads (and, for lists, by the field that asks).</summary>
public sealed class Batches
{
    private readonly ConcurrentDictionary<object, object> batches = new();
    private Task<ModelState>? state;

    /// <summary>Null when the database was not asked yet.</summary>
    internal ModelState? State => state is { IsCompletedSuccessfully: true } asked ? asked.Result : null;

    /// <param name="name">The same for all that may be fetched together.</param>
    internal Batch<TKey, T> Of<TKey, T>(object name, Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, T>>> fetch)
        where TKey : notnull => (Batch<TKey, T>)batches.GetOrAdd(name, _ => new Batch<TKey, T>(fetch));

    /// <summary>What the database showed at some time since the request came, or since it last recorded something.</summary>
    internal Task<ModelState> StateAsync(ModelStates states, CancellationToken cancellation) => state ??= states.AskAsync(cancellation);

    /// <summary>The same, when it was asked for already.</summary>
    internal void Know(ModelState shown) => state = Task.FromResult(shown);

    /// <summary>To be called when something was recorded: what was loaded before is no longer so.</summary>
    public void Forget()
    {
        state = null;
        batches.Clear();
    }
}
