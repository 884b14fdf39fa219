using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Benchmarks.Serving;

/// <summary>Asks over HTTP, as a client does.</summary>
internal sealed class GraphQLClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(10),
    };

    public Uri Address => address;

    /// <summary>From now on it asks with this key.</summary>
    public void SignIn(string key) => http.DefaultRequestHeaders.Authorization = new("Bearer", key);

    public void SignOut() => http.DefaultRequestHeaders.Authorization = null;

    /// <exception cref="InvalidOperationException">The answer has errors.</exception>
    public async Task<JsonDocument> AskAsync(string query, CancellationToken cancellation, object? variables = null) =>
        JsonDocument.Parse(await BytesAsync(query, cancellation, variables));

    /// <summary>The answer, read to its end and looked at for errors only (and asked for again while a lens is made), so that the client costs little of what is measured.</summary>
    /// <exception cref="InvalidOperationException">The answer has errors.</exception>
    public async Task<byte[]> BytesAsync(string query, CancellationToken cancellation, object? variables = null)
    {
        using var response = await http.PostAsJsonAsync("/graphql", new { query, variables }, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (bytes.AsSpan().IndexOf("\"LENS_IN_THE_MAKING\""u8) >= 0)
        {
            // As it tells its clients.
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            return await BytesAsync(query, cancellation, variables);
        }

        return response.IsSuccessStatusCode && bytes.AsSpan().IndexOf("\"errors\":[{"u8) < 0
            ? bytes
            : throw new InvalidOperationException($"{(int)response.StatusCode} to {query}: {Encoding.UTF8.GetString(bytes)}");
    }

    public void Dispose() => http.Dispose();
}
