using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace KnowledgeBase.GraphQL.Playground;

/// <summary>Shows the playground to a browser that opens the GraphQL endpoint's address.</summary>
public static class PlaygroundMiddleware
{
    // Scripts, workers and requests from this server only, so the browser itself refuses a request to any other host.
    // Monaco, the editor, sets styles inline and brings its fonts as data.
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>
    /// Answers a GET or HEAD of <paramref name="endpoint"/> with the playground's page when the client likes <c>text/html</c> best and
    /// sends no <c>query</c> parameter; every other request goes on to the next middleware untouched. Files under
    /// <c>/playground/assets</c> may be cached for ever: their names carry a hash of their content.
    /// </summary>
    /// <param name="app">The pipeline. Call this before the endpoints are mapped.</param>
    /// <param name="endpoint">The path of the GraphQL endpoint.</param>
    /// <param name="pages">The folder of the built pages; when null, <c>explorer</c> beside the program.</param>
    /// <exception cref="FileNotFoundException">The pages were not built.</exception>
    public static IApplicationBuilder UsePlayground(this IApplicationBuilder app, string endpoint = "/graphql", string? pages = null)
    {
        var folder = Path.Combine(pages ?? Path.Combine(AppContext.BaseDirectory, "explorer"), "playground");
        var page = Path.Combine(folder, "index.html");
        if (!File.Exists(page))
        {
            throw new FileNotFoundException($"The playground's page is missing; building src/KnowledgeBase.Explorer makes it: {page}", page);
        }

        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(folder, "assets")),
            RequestPath = "/playground/assets",
            OnPrepareResponse = file =>
            {
                file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                file.Context.Response.Headers.XContentTypeOptions = "nosniff";
            },
        });
        return app.Use((context, next) => context.Request.Path == endpoint && WantsPage(context.Request) ? SendPage(context.Response, page) : next(context));
    }

    private static bool WantsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Query.ContainsKey("query")
        && request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault()?.MediaType == "text/html";

    private static Task SendPage(HttpResponse response, string page)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = new FileInfo(page).Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept";
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.SendFileAsync(page);
    }
}
