using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Postgres;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Reading;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeBase.Server.Commands;

/// <summary>
/// The store and what works on it, without the server. Beside a server that runs on our own PostgreSQL it joins that one, and the server keeps the read
/// model; otherwise this process does.
/// </summary>
internal sealed class Workbench : IAsyncDisposable
{
    /// <summary>Nobody waits at the other end of a connection, and an export of all takes its time.</summary>
    private static readonly TimeSpan LongestStatement = TimeSpan.FromHours(1);

    private readonly IHost host;

    private readonly LocalPostgres? local;

    private Workbench(IHost host, LocalPostgres? local) => (this.host, this.local) = (host, local);

    public IServiceProvider Services => host.Services;

    /// <param name="projects">Whether what is done here has to be shown by the read model.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    /// <exception cref="LocalPostgresException">PostgreSQL cannot be started.</exception>
    public static async Task<Workbench> OpenAsync(string[] settings, bool projects, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        var options = ServerOptions.From(builder.Configuration, AppContext.BaseDirectory);
        Configure(builder.Logging);
        if (options.ConnectionString is not null) await GivenPostgres.CheckAsync(options.ConnectionString, cancellation);
        using var logging = LoggerFactory.Create(Configure);
        var local = options.ConnectionString is null ? await LocalPostgres.JoinOrStartAsync(options.LocalPostgres, logging.CreateLogger("KnowledgeBase.Commands"), cancellation) : null;
        IHost? host = null;
        try
        {
            builder.Services.AddKnowledgeBaseStore(new(
                local?.ConnectionString ?? options.ConnectionString!, SingleNode: local is not null, options.ErasureList, new(options.SnapshotBytes), Projects: projects && (local?.IsOurs ?? true)));
            builder.Services.AddKnowledgeBaseReading(LongestStatement).AddKnowledgeBaseExchange().AddExportFormats(options.Export);
            host = builder.Build();
            await host.StartAsync(cancellation);
            return new(host, local);
        }
        catch
        {
            host?.Dispose();
            if (local is not null) await local.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        if (local is not null) await local.DisposeAsync();
    }

    /// <summary>The output is for data.</summary>
    private static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console => (console.LogToStandardErrorThreshold, console.FormatterName) = (LogLevel.Trace, PlainLines.FormatterName))
            .AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Marten.Events.Daemon.Coordination.ProjectionCoordinator", LogLevel.Error);
    }
}
