using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.GraphQL.Observability;
using KnowledgeBase.GraphQL.Subscriptions;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL;

public static class GraphQLServices
{
    /// <summary>Adds the schema, what its fields load through, and the endpoint. Needs <c>AddKnowledgeBaseReading</c> of the Store.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="limits">What a client may ask for; the defaults when null.</param>
    /// <param name="access">Who is let in; the defaults when null. The host adds the authentication itself, with principals made by <see cref="Principals"/>.</param>
    public static IServiceCollection AddKnowledgeBaseGraphQL(this IServiceCollection services, LimitOptions? limits = null, AccessOptions? access = null)
    {
        services.AddSingleton(access ?? new()).AddSingleton<Admission>();
        services.AddScoped<Batches>();
        services.AddScoped<Reads>();
        services.AddGraphQL(graphql => graphql
            .AddSchema<KnowledgeBaseSchema>()
            .AddGraphTypes(typeof(KnowledgeBaseSchema).Assembly)
            .UseMiddleware<SlowFieldMiddleware>()
            .UseMiddleware<KnownValueMiddleware>()
            .AddExecutionStrategy<OneByOne>(OperationType.Mutation)
            .AddExecutionStrategy<OneEvent>(OperationType.Subscription)
            .AddSystemTextJson());
        return services.AddGraphQLObservability().AddGraphQLTransport(limits ?? new()).AddGraphQLSubscriptions();
    }
}
