using GraphQL.DataLoader;

namespace KnowledgeBase.GraphQL.Batching;

/// <summary>What a resolver answers in place of a value that is fetched together with others, or that is known already.</summary>
public sealed class Loaded<T> : IDataLoaderResult<T>, IKnownResult
{
    private readonly Func<CancellationToken, Task<T>>? fetch;
    private readonly T? value;

    public Loaded(Func<CancellationToken, Task<T>> fetch) => this.fetch = fetch;

    /// <param name="value">Known already.</param>
    public Loaded(T value) => this.value = value;

    bool IKnownResult.IsKnown => fetch is null;

    object? IKnownResult.Value => value;

    public Task<T> GetResultAsync(CancellationToken cancellationToken = default) => fetch is null ? Task.FromResult(value!) : fetch(cancellationToken);

    async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);

    /// <summary>The same, made into something else; the executor goes on when that is to be loaded too.</summary>
    public Loaded<TOther> Then<TOther>(Func<T, TOther> next) =>
        fetch is null ? new(next(value!)) : new(async cancellation => next(await fetch(cancellation)));
}

/// <summary>A result that may need no loading.</summary>
internal interface IKnownResult
{
    bool IsKnown { get; }

    /// <summary>Only when it is known.</summary>
    object? Value { get; }
}
