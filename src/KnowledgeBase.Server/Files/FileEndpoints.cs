using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Transport;

namespace KnowledgeBase.Server.Files;

/// <summary>Whole files in and out over HTTP (docs/http.md), with the code of the command line, and the rights and limits of the API.</summary>
internal static class FileEndpoints
{
    public static IServiceCollection AddFileEndpoints(this IServiceCollection services) =>
        services.AddSingleton<TransferSlots>().AddSingleton<ImportEndpoint>().AddSingleton<ImportsEndpoint>().AddSingleton<ExportEndpoint>();

    /// <summary>
    /// A file may have records of all kinds, grades and merges among them, and undoing one takes back what anybody recorded: each of these is a
    /// curator's on its own.
    /// </summary>
    public static void MapFiles(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var rules = services.GetRequiredService<EndpointRules>();
        Map("/import", HttpMethods.Post, Role.Curator, services.GetRequiredService<ImportEndpoint>().HandleAsync);
        Map("/imports", HttpMethods.Get, Role.Curator, services.GetRequiredService<ImportsEndpoint>().ListAsync);
        Map("/imports/{id}/undo", HttpMethods.Post, Role.Curator, services.GetRequiredService<ImportsEndpoint>().UndoAsync);
        Map("/export", HttpMethods.Get, null, services.GetRequiredService<ExportEndpoint>().ListAsync);
        Map("/export/{format}", HttpMethods.Get, null, services.GetRequiredService<ExportEndpoint>().HandleAsync);
        Map("/export/{format}/unfit", HttpMethods.Get, null, services.GetRequiredService<ExportEndpoint>().UnfitAsync);

        void Map(string pattern, string method, Role? role, Func<HttpContext, Task> handle) =>
            endpoints.Map(pattern, context => rules.AnswerAsync(context, method, role, handle)).LimitRates();
    }
}
