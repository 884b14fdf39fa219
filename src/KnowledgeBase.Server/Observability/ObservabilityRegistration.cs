using System.Net;
using KnowledgeBase.GraphQL.Observability;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KnowledgeBase.Server.Observability;

/// <summary>Traces, metrics and logs by OpenTelemetry. Unless an endpoint is configured, nothing is sent anywhere, and nothing traced.</summary>
internal static class ObservabilityRegistration
{
    private const string Path = "/metrics";

    public static void AddObservability(this IServiceCollection services, ObservabilitySettings settings)
    {
        services.AddSingleton(new ObservabilityOptions { SlowField = settings.SlowField });
        services.AddHostedService<ProjectionMeter>();
        if (!settings.Exports && settings.Metrics == MetricsReaders.Nobody) return;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("knowledgebase").AddEnvironmentVariableDetector()).WithMetrics(metrics =>
        {
            metrics.AddMeter(Telemetry.Name, ProjectionMeter.Name, "Npgsql", "System.Runtime").AddAspNetCoreInstrumentation();
            if (settings.Metrics != MetricsReaders.Nobody) metrics.AddPrometheusExporter();
        });
        if (!settings.Exports) return;
        telemetry.AddTraces().WithLogging(null, logs => logs.IncludeFormattedMessage = true).UseOtlpExporter();
    }

    /// <summary>Traces requests, operations, slow fields and SQL.</summary>
    public static IOpenTelemetryBuilder AddTraces(this IOpenTelemetryBuilder telemetry) => telemetry.WithTracing(traces => traces
        .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthATrace)
        .AddSource(Telemetry.Name, "Npgsql", FailedStatements.SourceName)
        // Before whatever exports.
        .AddProcessor(new FailedStatements()));

    /// <summary>Serves <c>/metrics</c> to those who may read it; to others there is no such address.</summary>
    public static void UseMetricsEndpoint(this WebApplication app)
    {
        var readers = app.Services.GetRequiredService<ServerOptions>().Observability.Metrics;
        if (readers == MetricsReaders.Nobody) return;
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == Path && (readers == MetricsReaders.Everyone || IsLocal(context)));
    }

    // What comes through a proxy on this machine looks local, but is not.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("Via");

    // Asked every few seconds, by machines.
    private static bool IsWorthATrace(HttpContext context) => !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != Path;
}
