using GraphQL.Execution;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Playground;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Adds and maps the endpoint.</summary>
public static class TransportRegistration
{
    /// <summary>What the endpoint needs besides the schema; call it after GraphQL.NET's own registration.</summary>
    public static IServiceCollection AddGraphQLTransport(this IServiceCollection services) => services
        .AddSingleton<FailureMask>()
        .AddSingleton<IErrorInfoProvider, ErrorAnswers>()
        .AddSingleton<ParsedDocuments>()
        .AddSingleton<RequestReader>()
        .AddSingleton<AnswerWriter>()
        .AddSingleton<GraphQLEndpoint>();

    /// <summary>Serves the API, and to browsers the playground, at one address.</summary>
    public static WebApplication MapKnowledgeBaseGraphQL(this WebApplication app, string path = "/graphql")
    {
        // A schema that does not fit together stops the start, not the first request.
        app.Services.GetRequiredService<ISchema>().Initialize();
        app.UsePlayground(path);
        app.Map(path, app.Services.GetRequiredService<GraphQLEndpoint>().HandleAsync);
        return app;
    }
}
