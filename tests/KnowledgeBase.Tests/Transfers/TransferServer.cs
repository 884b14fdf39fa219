using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeBase.Tests.Transfers;

/// <summary>A server with small limits for files, and formats that break.</summary>
public sealed class TransferServer(PostgresServer postgres) : RunningServer(postgres)
{
    public const int MostBytes = 4 << 20;

    private readonly Dictionary<string, string> keys = [];

    protected override string[] Settings => [$"--KnowledgeBase:Limits:ImportBytes={MostBytes}", $"--KnowledgeBase:Limits:ImportInflatedBytes={4 * MostBytes}", "--KnowledgeBase:Limits:ConcurrentExports=1"];

    /// <summary>Of the format that waits for it in the midst of its file.</summary>
    public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Configure(IServiceCollection services) => services
        .AddSingleton<IExportFormat>(new Broken("breaks-late", 300_000, Task.CompletedTask)).AddSingleton<IExportFormat>(new Broken("breaks-early", 10, Task.CompletedTask))
        .AddSingleton<IExportFormat>(new Broken("waits", 300_000, MayEnd.Task));

    /// <summary>Sends a request as somebody with a role; as nobody when there is none.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? role, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, address)) { Content = content };
        if (role is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(role));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var http = new HttpClient();
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async Task<(int Status, JsonNode Answer)> ImportAsync(string parameters, string? role, byte[] file, string? mediaType = null)
    {
        using var content = new ByteArrayContent(file);
        if (mediaType is not null) content.Headers.ContentType = new(mediaType);
        return await AnswerAsync(await SendAsync(HttpMethod.Post, $"/import{parameters}", role, content));
    }

    public static async Task<(int Status, JsonNode Answer)> AnswerAsync(HttpResponseMessage response)
    {
        using (response) return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public async Task<string> KeyAsync(string role) => keys.TryGetValue(role, out var key) ? key : keys[role] = await CreateKeyAsync(role, role);

    public async Task<long> EventsAsync() => (long)(await ScalarAsync("select count(*) from log.mt_events"))!;

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async Task<string> HeadAsync()
    {
        var found = await LogVerification.ContinueAsync(Services.GetRequiredService<NpgsqlDataSource>(), Verification.Nothing, TestContext.Current.CancellationToken);
        Assert.Null(found.BrokenFrom);
        return $"{found.VerifiedTo} {Convert.ToHexString(found.Head)}";
    }

    private sealed class Broken(string name, int after, Task wait) : IExportFormat
    {
        public string Name => name;

        public string MediaType => "application/json";

        public string Extension => ".json";

        public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
        {
            var random = new byte[1_000];
            for (var written = 0; written < after; written += random.Length)
            {
                Random.Shared.NextBytes(random);
                await output.WriteAsync(random, cancellation);
            }

            await wait.WaitAsync(cancellation);
            throw new InvalidOperationException("It breaks.");
        }
    }
}
