using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Transport;

namespace KnowledgeBase.Server.Files;

/// <summary>How many files go in and out at once: each holds a connection to the database, and room on the disk, for as long as its client takes.</summary>
internal sealed class TransferSlots(LimitOptions limits) : IDisposable
{
    private readonly SemaphoreSlim imports = new(limits.ConcurrentImports);
    private readonly SemaphoreSlim exports = new(limits.ConcurrentExports);

    /// <exception cref="TransportException">There are too many already.</exception>
    public IDisposable Import() => Enter(imports, "imports");

    /// <exception cref="TransportException">There are too many already.</exception>
    public IDisposable Export() => Enter(exports, "exports");

    public void Dispose()
    {
        imports.Dispose();
        exports.Dispose();
    }

    private static Slot Enter(SemaphoreSlim slots, string what) => slots.Wait(0)
        ? new(slots)
        : throw new TransportException(StatusCodes.Status503ServiceUnavailable, ErrorCodes.TooManyOperations, $"As many {what} as there may be at once are under way. Try again later.");

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
