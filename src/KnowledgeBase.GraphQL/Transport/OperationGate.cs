using System.Threading.RateLimiting;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Lets so many operations be carried out at once, and so many wait, in the order in which they came.</summary>
internal sealed class OperationGate(LimitOptions limits) : IDisposable
{
    private readonly ConcurrencyLimiter limiter = new(new()
    {
        PermitLimit = limits.ConcurrentOperations,
        QueueLimit = limits.WaitingOperations,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a place; disposing what is answered leaves it.</summary>
    /// <exception cref="TransportException">Too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        var place = await limiter.AcquireAsync(1, cancellation);
        if (place.IsAcquired) return place;
        place.Dispose();
        throw new TransportException(
            StatusCodes.Status503ServiceUnavailable, ErrorCodes.TooManyOperations, "The server has too much to do at this moment. Try again after the seconds of Retry-After.");
    }

    public void Dispose() => limiter.Dispose();
}
