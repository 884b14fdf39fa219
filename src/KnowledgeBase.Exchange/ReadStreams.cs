namespace KnowledgeBase.Exchange;

/// <summary>There is more in a file than may be.</summary>
/// <param name="most">Bytes.</param>
public sealed class FileTooLargeException(long most) : Exception($"There are more than {most} bytes in the file.")
{
    public long Most { get; } = most;
}

/// <summary>A stream that is read once, from its beginning to its end.</summary>
public abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override int Read(Span<byte> buffer);

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>What another stream has, some way or other; it goes with it.</summary>
internal abstract class StreamOver(Stream inner) : ForwardStream
{
    protected Stream Inner { get; } = inner;

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inner.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await Inner.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A stream whose first bytes were read already.</summary>
internal sealed class BegunStream(ReadOnlyMemory<byte> begin, Stream rest) : StreamOver(rest)
{
    private ReadOnlyMemory<byte> left = begin;

    public override int Read(Span<byte> buffer)
    {
        if (left.IsEmpty) return Inner.Read(buffer);
        var count = Math.Min(left.Length, buffer.Length);
        left.Span[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        left.IsEmpty ? await Inner.ReadAsync(buffer, cancellationToken) : Read(buffer.Span);
}

/// <summary>A stream of which no more than so many bytes are read.</summary>
internal sealed class BoundedStream(Stream whole, long most) : StreamOver(whole)
{
    private long count;

    public override int Read(Span<byte> buffer) => Counted(Inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await Inner.ReadAsync(buffer, cancellationToken));

    private int Counted(int read) => (count += read) <= most ? read : throw new FileTooLargeException(most);
}
