using KnowledgeBase.Server;
using KnowledgeBase.Store.Access;
using KnowledgeBase.Store.Recording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Infrastructure;

/// <summary>The whole server, in this process, on a free port and a database of its own; without the seeds.</summary>
public class RunningServer(PostgresServer postgres) : IAsyncLifetime
{
    /// <summary>Of the key that <see cref="Http"/> signs in with.</summary>
    public const string KeyName = "tests";

    private TestDatabase? database;
    private WebApplication? app;

    /// <summary>Whether the seeds are loaded.</summary>
    protected virtual bool WithSeeds => false;

    /// <summary>Whether <see cref="Http"/> asks as an administrator, by the key <see cref="KeyName"/>; else as nobody.</summary>
    protected virtual bool SignsIn => true;

    /// <summary>Further command line arguments.</summary>
    protected virtual string[] Settings => [];

    public PostgresServer Postgres => postgres;

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public Recorder Recorder => Services.GetRequiredService<Recorder>();

    public string ConnectionString => database!.ConnectionString;

    public async ValueTask InitializeAsync() => await StartAsync(database ?? await postgres.CreateDatabaseAsync());

    /// <summary>Starts it on a database that another server left.</summary>
    public async Task StartAsync(TestDatabase on)
    {
        database = on;
        app = await ServerApp.BuildAsync(
        [
            "--urls", "http://127.0.0.1:0", $"--ConnectionStrings:KnowledgeBase={database.ConnectionString}", $"--KnowledgeBase:Seeds={WithSeeds}",
            // Tests ask as fast as they can.
            "--KnowledgeBase:Limits:AnonymousRequestsPerSecond=0", "--KnowledgeBase:Limits:RequestsPerSecond=0", .. Settings,
        ], Configure);
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new() { BaseAddress = Address };
        if (SignsIn) Http.DefaultRequestHeaders.Authorization = new("Bearer", await CreateKeyAsync(KeyName, "administrator"));
    }

    /// <summary>Makes an API key; an earlier one of the name is revoked.</summary>
    public async Task<string> CreateKeyAsync(string name, string role)
    {
        var keys = Services.GetRequiredService<ApiKeys>();
        await keys.RevokeAsync(name, CancellationToken.None);
        return (await keys.CreateAsync(name, role, null, CancellationToken.None))!;
    }

    /// <summary>Registers what a test brings along.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Stops the server and hands its database over to the caller.</summary>
    public async Task<TestDatabase> StopAsync()
    {
        Http.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        app = null;
        var left = database!;
        database = null;
        return left;
    }

    /// <summary>Stops the server and starts another on its database.</summary>
    public async Task RestartAsync()
    {
        database = await StopAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (database is not null) await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The whole server with the seeds loaded. Tests must not change what they find.</summary>
public sealed class SeededServer(PostgresServer postgres) : RunningServer(postgres)
{
    protected override bool WithSeeds => true;
}
