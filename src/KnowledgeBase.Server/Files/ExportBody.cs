namespace KnowledgeBase.Server.Files;

/// <summary>
/// The body of an answer, written in large pieces, and never waited for by a thread. Formats flush when they like; that a piece is sent does not depend on it.
/// </summary>
internal sealed class ExportBody(HttpResponse response) : Stream
{
    private const int PieceBytes = 64 * 1024;

    private readonly MemoryStream piece = new(2 * PieceBytes);

    /// <summary>Whether anything was sent.</summary>
    public bool HasBegun { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public async Task FinishAsync(CancellationToken cancellation)
    {
        await SendAsync(cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        piece.Write(buffer.Span);
        if (piece.Length >= PieceBytes) await SendAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Kept until the next piece is written: a compressor says its last words so.</summary>
    public override void Write(byte[] buffer, int offset, int count) => piece.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => piece.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task SendAsync(CancellationToken cancellation)
    {
        HasBegun = true;
        await response.Body.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), cancellation);
        piece.SetLength(0);
    }
}
