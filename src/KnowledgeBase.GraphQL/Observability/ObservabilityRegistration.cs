using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KnowledgeBase.GraphQL.Observability;

internal static class ObservabilityRegistration
{
    /// <summary>What tells of operations; whether anybody listens is the server's to say.</summary>
    public static IServiceCollection AddGraphQLObservability(this IServiceCollection services)
    {
        services.TryAddSingleton(new ObservabilityOptions());
        return services.AddMetrics().AddSingleton<GraphQLMetrics>().AddSingleton<Subscribers>().AddSingleton<DeprecatedUses>().AddSingleton<OperationTelemetry>();
    }
}
