using KnowledgeBase.Exchange.Ftm;
using KnowledgeBase.Exchange.Wikidata;
using KnowledgeBase.Store.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Exchange.Import;

public static class InterchangeRegistration
{
    /// <summary>Adds the formats of others that can be imported. Needs <c>AddKnowledgeBaseReading</c> of the Store.</summary>
    public static IServiceCollection AddInterchangeFormats(this IServiceCollection services)
    {
        foreach (var encoding in (FtmEncoding[])[FtmEncoding.Csv, FtmEncoding.JsonLines, FtmEncoding.Pack])
        {
            // An instance reads the files of one import.
            services.AddTransient<IImportFormat>(p => new FtmImport(encoding, p.GetRequiredService<KnownSourceQueries>()));
        }

        return services.AddTransient<IImportFormat, FtmEntitiesImport>().AddTransient<IImportFormat, WikidataFormat>();
    }
}
