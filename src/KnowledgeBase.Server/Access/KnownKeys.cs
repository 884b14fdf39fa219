using KnowledgeBase.Store.Access;
using Microsoft.Extensions.Caching.Memory;

namespace KnowledgeBase.Server.Access;

/// <summary>Finds keys, and remembers for some seconds which ones are good, so that not every request asks the database.</summary>
internal sealed class KnownKeys(ApiKeys keys, TimeProvider time) : IDisposable
{
    /// <summary>How long a revoked key may still be good on a node that used it just before.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 1_000 });

    // Who is asking has to be known before the limit on rates: made-up keys must not take all connections of the database.
    private readonly SemaphoreSlim lookups = new(4);

    /// <returns>A key that is good now; null when the text is none.</returns>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellation)
    {
        // By its hash: a key itself is kept nowhere, not even here.
        var name = Convert.ToHexString(ApiKeySecret.HashOf(secret));
        if (!cache.TryGetValue(name, out ApiKey? key) || key is null)
        {
            key = await LookUpAsync(secret, cancellation);
            if (key is not null) cache.Set(name, key, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Memory, Size = 1 });
        }

        return key?.IsGood(time.GetUtcNow()) == true ? key : null;
    }

    public void Dispose()
    {
        cache.Dispose();
        lookups.Dispose();
    }

    private async Task<ApiKey?> LookUpAsync(string secret, CancellationToken cancellation)
    {
        await lookups.WaitAsync(cancellation);
        try
        {
            return await keys.FindAsync(secret, cancellation);
        }
        finally
        {
            lookups.Release();
        }
    }
}
