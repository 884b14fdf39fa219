using System.Diagnostics;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Tests.Clients;

/// <summary>A client that runs beside a test and tells line by line what it gets.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private readonly Process process;

    private NodeClient(Process process) => this.process = process;

    /// <summary>Subscribes with npm's client of a protocol.</summary>
    /// <param name="kind"><c>ws</c> or <c>sse</c>.</param>
    /// <param name="server">Its address.</param>
    /// <param name="query">A document.</param>
    /// <param name="variables">Serialized as they are.</param>
    /// <param name="authorization">What a header of that name would say; null for none.</param>
    public static NodeClient Subscribe(string kind, Uri server, string query, object? variables = null, string? authorization = null) => new(NodeScript.Start(
        "subscribe.mjs", kind, new Uri(server, "/graphql").ToString(), System.Text.Json.JsonSerializer.Serialize(new { query, variables }), authorization ?? ""));

    /// <summary>The next thing that happened.</summary>
    public async Task<JsonNode> ReadAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(40));
        return JsonNode.Parse(line ?? throw new InvalidOperationException($"The client ended: {await process.StandardError.ReadToEndAsync()}"))!;
    }

    /// <summary>The next answers; what else happens is passed over.</summary>
    public async Task<IReadOnlyList<JsonNode>> NextAsync(int count)
    {
        var all = new List<JsonNode>();
        while (all.Count < count)
        {
            var line = await ReadAsync();
            if (line["error"] is { } error) throw new InvalidOperationException(error.ToJsonString());
            if (line["next"] is { } next) all.Add(next);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
