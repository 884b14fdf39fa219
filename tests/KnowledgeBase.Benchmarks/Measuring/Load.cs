using System.Collections.Concurrent;
using KnowledgeBase.Benchmarks.Serving;

namespace KnowledgeBase.Benchmarks.Measuring;

/// <summary>Requests to one server over connections that stay open, as many as run at the same time.</summary>
internal sealed class Load : IDisposable
{
    private readonly ConcurrentBag<LoadConnection> idle = [];
    private readonly IReadOnlyList<byte[]> requests;
    private long bytes;
    private long answers;

    private Load(IReadOnlyList<byte[]> requests) => this.requests = requests;

    /// <summary>Of an answer, on average.</summary>
    public double AnswerSize => (double)bytes / Math.Max(1, answers);

    public static async Task<Load> OpenAsync(Uri address, IReadOnlyList<byte[]> bodies, int connections, CancellationToken cancellation)
    {
        var load = new Load([.. bodies.Select(b => LoadConnection.Request(address, b))]);
        for (var i = 0; i < connections; i++) load.idle.Add(await LoadConnection.OpenAsync(address, cancellation));
        return load;
    }

    public Contestant As(string name) => new(name, SendAsync);

    public void Dispose()
    {
        foreach (var connection in idle) connection.Dispose();
    }

    /// <param name="i">Which request, in turn.</param>
    public async Task SendAsync(int i, CancellationToken cancellation)
    {
        if (!idle.TryTake(out var connection)) throw new InvalidOperationException("More requests at a time than connections.");
        Interlocked.Add(ref bytes, await connection.SendAsync(requests[i % requests.Count], cancellation));
        Interlocked.Increment(ref answers);
        idle.Add(connection);
    }
}
