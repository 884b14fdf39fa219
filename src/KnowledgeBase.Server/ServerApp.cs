using KnowledgeBase.Exchange;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.GraphQL;
using KnowledgeBase.GraphQL.Transport;
using KnowledgeBase.Postgres;
using KnowledgeBase.Server.Access;
using KnowledgeBase.Server.Files;
using KnowledgeBase.Server.Observability;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.Server;

/// <summary>Puts the server together, for the executable and for tests.</summary>
public static class ServerApp
{
    /// <summary>Brings up the database, its schema and the seeds, and returns the server, ready to be run.</summary>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    /// <exception cref="LocalPostgresException">PostgreSQL cannot be started.</exception>
    public static Task<WebApplication> BuildAsync(string[] args, CancellationToken cancellation = default) => BuildAsync(args, null, cancellation);

    /// <summary>The same.</summary>
    /// <param name="more">Registers what a test, or a program that hosts the server, brings along; last, so that it counts.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<IServiceCollection>? more, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = ServerOptions.From(builder.Configuration, AppContext.BaseDirectory);
        builder.Services.AddSingleton(options);
        Announcements.Configure(builder.Logging, options.Observability.JsonLogs);
        // In Development the host would try every service; GraphQL.NET's scan registers also the types that the schema makes itself, with arguments.
        builder.Host.UseDefaultServiceProvider((context, provider) => (provider.ValidateScopes, provider.ValidateOnBuild) = (context.HostingEnvironment.IsDevelopment(), false));
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null) builder.WebHost.UseUrls("http://127.0.0.1:5080");

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = options.Limits.HeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.Limits.HeaderSeconds);
        });

        if (options.ConnectionString is not null) await GivenPostgres.CheckAsync(options.ConnectionString, cancellation);
        using var startup = LoggerFactory.Create(logging => Announcements.Configure(logging, options.Observability.JsonLogs));
        var local = options.ConnectionString is null
            ? await LocalPostgres.StartAsync(options.LocalPostgres, startup.CreateLogger("KnowledgeBase"), cancellation)
            : null;
        try
        {
            // Disposed by the host after everything that uses it.
            if (local is not null) builder.Services.AddSingleton(_ => local);
            builder.Services.AddKnowledgeBaseStore(new(local?.ConnectionString ?? options.ConnectionString!, SingleNode: local is not null, options.ErasureList, new(options.SnapshotBytes)));
            builder.Services.AddKnowledgeBaseReading(TimeSpan.FromSeconds(options.Limits.StatementSeconds)).AddKnowledgeBaseGraphQL(options.Limits, options.Access);
            builder.Services.AddKnowledgeBaseAuthentication(options.Access);
            builder.Services.AddKnowledgeBaseExchange();
            builder.Services.AddExportFormats(options.Export);
            builder.Services.AddFileEndpoints();
            builder.Services.AddHostedService<ReadModelFilling>();
            if (options.LoadSeeds) builder.Services.AddSingleton(new SeedSettings(options.SeedsDirectory)).AddHostedService<SeedLoader>();
            // Before anybody is answered: what was erased must not come back with a restored backup.
            builder.Services.AddHostedService<ErasureReplay>();
            // After the seeds, so that the first verification covers them.
            builder.Services.AddHostedService(provider => provider.GetRequiredService<IntegrityWatch>());
            builder.Services.AddHealth();
            builder.Services.AddObservability(options.Observability);
            more?.Invoke(builder.Services);
            var app = builder.Build();
            if (local is not null) app.Services.GetRequiredService<LocalPostgres>();
            Map(app);
            return app;
        }
        catch
        {
            if (local is not null) await local.DisposeAsync();
            throw;
        }
    }

    private static void Map(WebApplication app)
    {
        app.MapKnowledgeBaseGraphQL();
        app.MapSignIn();
        app.MapFiles();
        app.MapHealth();
        app.UseMetricsEndpoint();
    }
}
