using GraphQL;
using GraphQL.Resolvers;
using GraphQL.SystemTextJson;
using GraphQL.Transport;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Playground;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Tests.Playground;

/// <summary>The playground before a schema of one field: what the page itself does needs no database.</summary>
public sealed class SmallServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly Schema _schema;

    private SmallServer(WebApplication app, Schema schema) => (_app, _schema) = (app, schema);

    public Uri Playground => new(_app.Urls.Single() + "/graphql");

    public static async Task<SmallServer> Start(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UsePlayground();

        var schema = Schema.For("type Query { greet(name: String!): String! }", types =>
            types.Types.For("Query").FieldFor("greet").Resolver = new FuncFieldResolver<string>(field => $"Hello, {field.GetArgument<string>("name")}"));
        schema.Initialize();
        var serializer = new GraphQLSerializer();
        app.MapPost("/graphql", async context =>
        {
            var request = await serializer.ReadAsync<GraphQLRequest>(context.Request.Body, context.RequestAborted);
            var result = await new DocumentExecuter().ExecuteAsync(options =>
            {
                options.Schema = schema;
                options.Query = request!.Query;
                options.Variables = request.Variables;
                options.OperationName = request.OperationName;
            });
            context.Response.ContentType = "application/json";
            await serializer.WriteAsync(context.Response.Body, result, context.RequestAborted);
        });

        await app.StartAsync(cancel);
        return new SmallServer(app, schema);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _schema.Dispose();
    }
}
