using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Server;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Tests.Clients;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Subscriptions;

/// <summary>A subscriber of one node, while another node records and its own is killed.</summary>
public sealed class LostServerTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task Nothing_is_lost_or_told_twice_when_the_server_is_killed_and_another_node_goes_on_recording(string kind)
    {
        await using var recording = new RunningServer(postgres);
        await recording.InitializeAsync();
        var expected = await RecordAsync(recording, "before", 3);
        var cursor = (string)(await recording.Ask("{ changes(first: 1) { nodes { cursor } } }").MustBeData())["changes"]!["nodes"]![0]!["cursor"]!;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var first = await StartAsync(recording.ConnectionString, address);
        await using var client = NodeClient.Subscribe(kind, address, "subscription($after: String) { changes(after: $after) { position cursor } }", new { after = cursor });
        var seen = new List<long>(Positions(await client.NextAsync(2)));
        try
        {
            expected.AddRange(await RecordAsync(recording, "live", 30));
            seen.AddRange(Positions(await client.NextAsync(10)));
        }
        finally
        {
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync(Cancel);
        }

        expected.AddRange(await RecordAsync(recording, "meanwhile", 30));
        using var second = await StartAsync(recording.ConnectionString, address);
        try
        {
            expected.AddRange(await RecordAsync(recording, "after", 30));
            while (seen.Count < expected.Count - 1) seen.AddRange(Positions(await client.NextAsync(1)));
            Assert.Equal(expected[1..], seen);
        }
        finally
        {
            second.Kill(entireProcessTree: true);
            await second.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>One change for each request, so that they come in many pages.</summary>
    private static async Task<List<long>> RecordAsync(RunningServer server, string name, int count)
    {
        var positions = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var result = await server.Recorder.RecordAsync(new("tests"), [new Step(new RegisterSource($"{name}-{i}", new(SourceKind.Article, $"Number {i}")))], cancellation: Cancel);
            positions.AddRange(result.Changes.Select(c => c.Position));
        }

        return positions;
    }

    private static IEnumerable<long> Positions(IEnumerable<JsonNode> answers) => answers.Select(a => (long)a["data"]!["changes"]!["position"]!);

    private static async Task<Process> StartAsync(string connectionString, Uri address)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(ServerApp).Assembly.Location, "--urls", address.GetLeftPart(UriPartial.Authority), $"--ConnectionStrings:KnowledgeBase={connectionString}", "--KnowledgeBase:Seeds=false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
            {
                if (!line.Contains("Ready", StringComparison.Ordinal)) continue;
                // Read on, so that it never waits for somebody to do so.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return process;
            }

            throw new InvalidOperationException($"The server ended: {await process.StandardError.ReadToEndAsync(Cancel)}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
