using KnowledgeBase.Exchange.Import;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Exchange;

/// <summary>Adds imports and exports, with all their formats.</summary>
public static class ExchangeRegistration
{
    public static IServiceCollection AddKnowledgeBaseExchange(this IServiceCollection services)
    {
        // One instance for each reading of a file.
        services.AddTransient<IImportFormat, JsonLinesFormat>();
        services.AddInterchangeFormats();
        services.AddSingleton<Func<IEnumerable<IImportFormat>>>(provider => provider.GetServices<IImportFormat>);
        services.AddSingleton<Importer>();
        return services;
    }
}
