using KnowledgeBase.Exchange;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Server.Files;

/// <summary>
/// A request's body on disk: an import reads its file more than once, and none is held in memory. It has no name in the folder while it is there, so
/// that nothing remains of it, however this process ends.
/// </summary>
internal sealed class SpooledFile : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly FileStream file;

    private SpooledFile(FileStream file) => this.file = file;

    public long Length => file.Length;

    /// <summary>Receives the whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Bytes that it may have, whatever holds for other requests.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TransportException">It is larger, or there is none.</exception>
    public static async Task<SpooledFile> ReceiveAsync(HttpRequest request, long most, CancellationToken cancellation)
    {
        if (request.ContentLength > most) throw TooLarge(most);
        // Counted here, whether it was announced or not.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var spooled = new SpooledFile(Create());
        try
        {
            await spooled.CopyAsync(request.Body, most, cancellation);
            if (spooled.Length == 0) throw new TransportException(StatusCodes.Status400BadRequest, ErrorCodes.BadRequest, "The body is the file, and it is empty.");
            return spooled;
        }
        catch
        {
            await spooled.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads it from the beginning, whoever else does so.</summary>
    public Stream Open() => new Reading(file.SafeFileHandle);

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0 };
        if (OperatingSystem.IsWindows()) options.Options = FileOptions.DeleteOnClose;
        else options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"knowledgebase-import-{Guid.CreateVersion7():n}"), options);
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        return file;
    }

    private async Task CopyAsync(Stream body, long most, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (file.Length + read > most) throw TooLarge(most);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private static TransportException TooLarge(long most) =>
        new(StatusCodes.Status413PayloadTooLarge, ErrorCodes.RequestTooLarge, $"A file has at most {most} bytes (KnowledgeBase:Limits:ImportBytes). The command line imports any.");

    /// <summary>With a position of its own.</summary>
    private sealed class Reading(SafeFileHandle handle) : ForwardStream
    {
        private long position;

        public override int Read(Span<byte> buffer) => Moved(RandomAccess.Read(handle, buffer, position));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Moved(await RandomAccess.ReadAsync(handle, buffer, position, cancellationToken));

        private int Moved(int read)
        {
            position += read;
            return read;
        }
    }
}
