using GraphQL.DataLoader;

namespace KnowledgeBase.GraphQL.Batching;

/// <summary>
/// Collects keys while the executor resolves the fields of one level, and fetches them together when the first of them is
/// awaited. A key is fetched once for a request.
/// </summary>
/// <param name="fetch">Answers what it finds; a key that is missing in the answer has the default value.</param>
internal sealed class Batch<TKey, T>(Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, T>>> fetch)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Loaded<T?>> known = [];
    private Round current = new();

    public Loaded<T?> Load(TKey key)
    {
        lock (gate)
        {
            if (known.TryGetValue(key, out var loaded)) return loaded;
            var round = current;
            round.Keys.Add(key);
            return known[key] = new(async cancellation => (await Fetch(round, cancellation)).GetValueOrDefault(key));
        }
    }

    private Task<IReadOnlyDictionary<TKey, T>> Fetch(Round round, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (round.Answer is not null) return round.Answer;
            current = new();
            return round.Answer = fetch(round.Keys, cancellation);
        }
    }

    private sealed class Round
    {
        public List<TKey> Keys { get; } = [];

        public Task<IReadOnlyDictionary<TKey, T>>? Answer { get; set; }
    }
}

