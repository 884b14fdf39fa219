using KnowledgeBase.Exchange.ClaimReviews;
using KnowledgeBase.Exchange.Facts;
using KnowledgeBase.Exchange.Ftm;
using KnowledgeBase.Exchange.Log;
using KnowledgeBase.Exchange.Nanopublications;
using KnowledgeBase.Exchange.Prov;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Exchange.Export;

public static class ExportRegistration
{
    /// <summary>Adds what the base can be written in. Needs <c>AddKnowledgeBaseReading</c> of the Store.</summary>
    public static IServiceCollection AddExportFormats(this IServiceCollection services, ExportSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<ExportReader>()
        .AddSingleton<IExportFormat, LogExport>()
        .AddSingleton<IExportFormat, FactsJsonLines>()
        .AddSingleton<IExportFormat, FactsCsv>()
        .AddSingleton<IExportFormat, ProvJson>()
        .AddSingleton<IExportFormat, ProvJsonLd>()
        .AddFtm()
        .AddSingleton<IExportFormat, NanopublicationsTrig>()
        .AddSingleton<IExportFormat, ClaimReviewFeed>();

    private static IServiceCollection AddFtm(this IServiceCollection services)
    {
        foreach (var encoding in (FtmEncoding[])[FtmEncoding.Csv, FtmEncoding.JsonLines, FtmEncoding.Pack])
        {
            services.AddSingleton<IExportFormat>(p => new FtmStatements(encoding, p.GetRequiredService<ExportReader>(), p.GetRequiredService<ExportSettings>()));
        }

        return services.AddSingleton<IExportFormat, FtmEntities>();
    }
}
