using KnowledgeBase.Exchange.ClaimReviews;
using KnowledgeBase.Exchange.Facts;
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
        .AddSingleton<IExportFormat, NanopublicationsTrig>()
        .AddSingleton<IExportFormat, ClaimReviewFeed>();
}
