using System.IO.Compression;
using GraphQL.Execution;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using KnowledgeBase.GraphQL.Playground;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading.Known;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>Adds and maps the endpoint.</summary>
public static class TransportRegistration
{
    /// <summary>What the endpoint needs besides the schema; call it after GraphQL.NET's own registration.</summary>
    public static IServiceCollection AddGraphQLTransport(this IServiceCollection services, LimitOptions limits) => services
        .AddSingleton(limits)
        .AddSingleton<FailureMask>()
        .AddSingleton<IErrorInfoProvider, ErrorAnswers>()
        .AddSingleton<DocumentChecks>()
        .AddSingleton<ParsedDocuments>()
        .AddSingleton<PersistedDocuments>()
        .AddSingleton<OperationGate>()
        .AddSingleton<OperationRunner>()
        .AddSingleton<CrossSiteGuard>()
        .AddSingleton<RequestReader>()
        .AddSingleton(provider => new AnswerTag(provider.GetService<ProjectedPosition>()))
        .AddSingleton(provider => new KeptAnswers(provider.GetService<ModelStates>(), limits))
        .AddSingleton<AnswerWriter>()
        .AddSingleton<GraphQLEndpoint>()
        .AddSingleton(p => new EndpointRules(p.GetRequiredService<CrossSiteGuard>(), p.GetRequiredService<Admission>(), p.GetRequiredService<AnswerWriter>(), p.GetRequiredService<FailureMask>()))
        .AddRateLimiter(options => RequestRates.Configure(options, limits))
        .AddCors(options => options.AddDefaultPolicy(policy => policy
            .WithOrigins([.. limits.Origins()]).WithMethods("GET", "POST").AllowAnyHeader()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter).SetPreflightMaxAge(TimeSpan.FromHours(1))))
        .AddResponseCompression(Configure)
        .Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);

    /// <summary>Serves the API, and to browsers the playground, at one address.</summary>
    public static WebApplication MapKnowledgeBaseGraphQL(this WebApplication app, string path = "/graphql")
    {
        // What does not fit together stops the start, not the first request.
        app.Services.GetRequiredService<ISchema>().Initialize();
        app.Services.GetRequiredService<PersistedDocuments>();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseWebSockets();
        app.UsePlayground(path);
        app.UseCors();
        app.UseAuthenticationOfRequests();
        app.UseRateLimiter();
        app.Map(path, app.Services.GetRequiredService<GraphQLEndpoint>().HandleAsync).RequireRateLimiting(RequestRates.Policy);
        return app;
    }

    /// <summary>Puts another endpoint under the same limit on the requests of one client.</summary>
    public static TBuilder LimitRates<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(RequestRates.Policy);

    // Not for event streams: each of their messages has to leave at once. Over TLS too: no answer holds a secret beside a stranger's text.
    private static void Configure(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = [MediaTypes.Json, MediaTypes.GraphQL, "text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"];
    }
}
