using KnowledgeBase.Store;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KnowledgeBase.Server;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database answers and the read model follows the log, no further behind than a
/// setting allows; it
/// says in JSON what does not.
/// </summary>
internal static class Health
{
    private const string Ready = "ready";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<ReadModelHealth>("read model", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description, e.Value.Data }),
    });

    private sealed class ReadModelHealth(ReadModelStatus status, ServerOptions options) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var report = await status.ReadAsync(cancellationToken);
            var data = new Dictionary<string, object> { ["recorded"] = report.Recorded, ["projected"] = report.Projected, ["lagSeconds"] = Math.Round(report.Lag.TotalSeconds, 1) };
            if (report.Problem is null && report.Lag > options.Observability.ProjectionLag) return HealthCheckResult.Unhealthy(Behind(report), data: data);
            return report.Problem is null ? HealthCheckResult.Healthy("It follows the log.", data) : HealthCheckResult.Unhealthy(report.Problem, data: data);
        }

        private string Behind(ReadModelReport report) => FormattableString.Invariant(
            $"The read model is {report.Lag.TotalSeconds:0.#} s behind the log, at position {report.Projected} of {report.Recorded}; {options.Observability.ProjectionLag.TotalSeconds:0} s are allowed.");
    }
}
