using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Transport;

namespace KnowledgeBase.Server.Files;

/// <summary>
/// Files on their way in and out. There are so many at once: each holds a connection to the database, and room on the disk, for as long as its client takes.
/// They end when the client goes away, and when the server stops, which would wait for them otherwise.
/// </summary>
internal sealed class TransferSlots(LimitOptions limits, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly SemaphoreSlim imports = new(limits.ConcurrentImports);
    private readonly SemaphoreSlim exports = new(limits.ConcurrentExports);

    /// <exception cref="TransportException">There are too many already, or the server stops.</exception>
    public Task ImportAsync(HttpContext context, Func<CancellationToken, Task> transfer) => RunAsync(context, imports, "imports", transfer);

    /// <exception cref="TransportException">There are too many already, or the server stops.</exception>
    public Task ExportAsync(HttpContext context, Func<CancellationToken, Task> transfer) => RunAsync(context, exports, "exports", transfer);

    public void Dispose()
    {
        imports.Dispose();
        exports.Dispose();
    }

    private async Task RunAsync(HttpContext context, SemaphoreSlim slots, string what, Func<CancellationToken, Task> transfer)
    {
        if (!slots.Wait(0)) throw Unavailable(ErrorCodes.TooManyOperations, $"As many {what} as there may be at once are under way. Try again later.");
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await transfer(end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.Response.HasStarted)
        {
            throw Unavailable(ErrorCodes.ServiceUnavailable, "The server stops. Send it again in some seconds: what was recorded of an import is not recorded twice.");
        }
        finally
        {
            slots.Release();
        }
    }

    private static TransportException Unavailable(string code, string message) => new(StatusCodes.Status503ServiceUnavailable, code, message);
}
