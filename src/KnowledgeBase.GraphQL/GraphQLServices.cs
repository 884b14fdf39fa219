using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Mutations;
using KnowledgeBase.GraphQL.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL;

public static class GraphQLServices
{
    /// <summary>Adds the schema, what its fields load through, and the endpoint. Needs <c>AddKnowledgeBaseReading</c> of the Store.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="limits">What a client may ask for; the defaults when null.</param>
    public static IServiceCollection AddKnowledgeBaseGraphQL(this IServiceCollection services, LimitOptions? limits = null)
    {
        services.AddScoped<Batches>();
        services.AddScoped<Reads>();
        services.AddGraphQL(graphql => graphql
            .AddSchema<KnowledgeBaseSchema>()
            .AddGraphTypes(typeof(KnowledgeBaseSchema).Assembly)
            .AddExecutionStrategy<OneByOne>(OperationType.Mutation)
            .AddSystemTextJson());
        return services.AddGraphQLTransport(limits ?? new());
    }
}
