using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using KnowledgeBase.Store.Access;
using KnowledgeBase.Store.Archive;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Imports;
using KnowledgeBase.Store.Integrity;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Projection.Rebuilding;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.ReadModel;
using KnowledgeBase.Store.Recording;
using KnowledgeBase.Store.Snapshots;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Core;

namespace KnowledgeBase.Store;

/// <summary>How the store is run.</summary>
/// <param name="SingleNode">True when this process is the only one on its database: its daemon starts without an election.</param>
/// <param name="ErasureList">Path of the list of erasures, which is kept apart from the database; null for none.</param>
/// <param name="Snapshots">What snapshots may be; null for the usual.</param>
/// <param name="Projects">Whether this process keeps the read model; false beside a server that does, and is the only one to.</param>
public sealed record StoreSettings(string ConnectionString, bool SingleNode, string? ErasureList = null, SnapshotSettings? Snapshots = null, bool Projects = true);

/// <summary>Adds the event store, the read model and the recorder.</summary>
public static class StoreRegistration
{
    /// <summary>Schema of the log.</summary>
    public const string LogSchema = "log";

    public static IServiceCollection AddKnowledgeBaseStore(this IServiceCollection services, StoreSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => DataSource(settings.ConnectionString));
        // Before the daemon, which would begin on tables that are not there.
        services.AddHostedService<StorePreparation>();
        services.AddMarten(provider => Options(provider.GetRequiredService<NpgsqlDataSource>()))
            .AddAsyncDaemon(!settings.Projects ? DaemonMode.ExternallyManaged : settings.SingleNode ? DaemonMode.Solo : DaemonMode.HotCold);
        services.AddSingleton<ProjectedPosition>();
        services.AddHostedService(provider => provider.GetRequiredService<ProjectedPosition>());
        services.AddSingleton<IntegrityWatch>();
        services.AddSingleton(settings.Snapshots ?? new SnapshotSettings());
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<PromptProjection>();
        services.AddSingleton<Recorder>();
        services.AddSingleton<BatchRecorder>();
        services.AddSingleton<ImportRegister>();
        services.AddSingleton<ImportUndo>();
        services.AddSingleton<ArchiveReader>();
        services.AddSingleton<ArchiveRestorer>();
        services.AddSingleton<Authorship>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton(new ErasureList(settings.ErasureList));
        services.AddSingleton<Eraser>();
        services.AddSingleton<ReadModelStatus>();
        services.AddSingleton<ReadModelRebuild>().AddSingleton<ReadModelVerification>();
        services.AddSingleton<LensViews>();
        services.AddSingleton<LensOpener>();
        services.AddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>How much alike two names are (shared trigrams among all, 0 to 1) that may be of one entity. For nothing else is this kind of likeness used.</summary>
    private const string SimilarNames = "0.6";

    /// <param name="connectionString">Where the database is.</param>
    /// <param name="name">The pool's name, in metrics.</param>
    public static NpgsqlDataSource DataSource(string connectionString, string name = "knowledgebase")
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "KnowledgeBase",
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            KeepAlive = 30,
            // Values of rows, in the words of errors.
            IncludeErrorDetail = false,
        };
        builder.Options = string.Join(' ', builder.Options, "-c jit=off", $"-c pg_trgm.similarity_threshold={SimilarNames}").Trim();
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString) { Name = name };
        // What a request or an operation asks. The projection and Marten's polling ask all the time, for nobody.
        source.ConfigureTracing(tracing => tracing
            .EnablePhysicalOpenTracing(false)
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .ConfigureCopyOperationFilter(_ => Activity.Current is not null));
        return source.Build();
    }

    /// <param name="pageSize">Most events that the read model takes at once.</param>
    public static StoreOptions Options(NpgsqlDataSource database, int pageSize = 5_000)
    {
        var options = new StoreOptions { DatabaseSchemaName = LogSchema, AutoCreateSchemaObjects = JasperFx.AutoCreate.CreateOrUpdate, DisableNpgsqlLogging = true };
        options.Connection(database);
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, json => StoreJson.Configure(json));
        options.Schema.For<CommandReceipt>().DatabaseSchemaName(LogSchema);
        ConfigureEvents(options);
        ConfigureDaemon(options, database, pageSize);
        return options;
    }

    private static void ConfigureEvents(StoreOptions options)
    {
        var events = options.Events;
        events.DatabaseSchemaName = LogSchema;
        events.StreamIdentity = StreamIdentity.AsGuid;
        // Quick, with the timestamps that the recorder gives: they strictly increase with the position, whatever the clock does.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        events.EnableBigIntEvents = true;
        events.UseListenNotifyForEventAppends = true;
        // The lock package that Marten would use is not served; see docs/decisions/002.
        events.UseAdvisoryLockTransaction = true;
        foreach (var (index, _) in OriginQueries.Indexes) events.IgnoreIndex(index);
        foreach (var (type, name) in EventNames.All) events.MapEventType(type, name);
    }

    private static void ConfigureDaemon(StoreOptions options, NpgsqlDataSource database, int pageSize)
    {
        var projections = options.Projections;
        // An event that cannot be read or applied stops the read model, where the health check and the log show it. Skipped, it
        // would be missing without anybody knowing.
        foreach (var errors in new[] { projections.Errors, projections.RebuildErrors })
        {
            errors.SkipApplyErrors = false;
            errors.SkipSerializationErrors = false;
            errors.SkipUnknownEvents = false;
        }

        projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(250);
        projections.StopAndDrainTimeout = TimeSpan.FromSeconds(15);
        projections.Add(new ReadModelProjection(database), ProjectionLifecycle.Async, ReadModelProjection.Name, async =>
        {
            async.BatchSize = pageSize;
            foreach (var table in ReadModelSchema.Tables.Concat(ReadModelSchema.LensTables).Append(ReadModelSchema.Shown)) async.DeleteDataInTableOnTeardown(table);
        });
    }
}
