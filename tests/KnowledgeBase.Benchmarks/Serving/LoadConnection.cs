using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KnowledgeBase.Benchmarks.Serving;

/// <summary>
/// One connection of the load: sends requests that were made before, byte by byte, and reads the answers to their end. An HTTP client takes as much of the two cores
/// as a fast server; this one takes little of what is measured.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] received = new byte[64 * 1024];

    public static async Task<LoadConnection> OpenAsync(Uri address, CancellationToken cancellation)
    {
        var connection = new LoadConnection();
        await connection.socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), cancellation);
        return connection;
    }

    /// <summary>A request with a JSON body, as it goes over the wire.</summary>
    public static byte[] Request(Uri address, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes($"POST /graphql HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    /// <returns>The length of the answer with its headers.</returns>
    /// <exception cref="InvalidOperationException">The answer is not a good one.</exception>
    public async Task<int> SendAsync(byte[] request, CancellationToken cancellation)
    {
        await socket.SendAsync(request, cancellation);
        var (count, headers, end) = (0, -1, -1);
        while (headers < 0 || (end >= 0 ? count < end : !received.AsSpan(0, count).EndsWith("\r\n0\r\n\r\n"u8)))
        {
            if (count == received.Length) Array.Resize(ref received, count * 2);
            var more = await socket.ReceiveAsync(received.AsMemory(count), cancellation);
            if (more == 0) throw new InvalidOperationException("The server closed the connection.");
            count += more;
            if (headers >= 0 || (headers = received.AsSpan(0, count).IndexOf("\r\n\r\n"u8)) < 0) continue;
            headers += 4;
            end = Length(received.AsSpan(0, headers)) is { } length ? headers + length : -1;
        }

        var answer = received.AsSpan(0, count);
        return answer.StartsWith("HTTP/1.1 200"u8) && answer.IndexOf("\"errors\":[{"u8) < 0
            ? count
            : throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Null when the answer comes in chunks.</summary>
    private static int? Length(ReadOnlySpan<byte> headers)
    {
        var text = Encoding.ASCII.GetString(headers);
        const string name = "content-length:";
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + name.Length)..].TrimStart((byte)' '), out int length, out _) ? length : null;
    }
}
