using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>Sources as entities, so that what they are called and where they are is not lost: the base itself states that.</summary>
internal static class FtmSources
{
    /// <summary>Whether it is something to read, rather than somebody.</summary>
    public static bool IsDocument(SourceRow source) => !source.IsErased && source.Kind is not (SourceKind.Outlet or SourceKind.Person or SourceKind.Informant);

    /// <param name="publisher">Its title; null for none.</param>
    public static IEnumerable<FtmStatement> Of(SourceRow source, string? publisher, string dataset, string? firstSeen, string? lastSeen)
    {
        var (id, schema) = (FtmNames.Source(source.Key), SchemaOf(source));
        FtmStatement Said(string prop, string type, string value) =>
            new FtmStatement(id, schema, prop, value, dataset) { PropType = type, Origin = source.Key, FirstSeen = firstSeen, LastSeen = lastSeen }.WithId();

        yield return Said(FtmStatement.IdProp, "id", id);
        yield return IsDocument(source) ? Said("title", "string", source.Title) : Said("name", "name", source.Title);
        if (source.Url is { } url) yield return Said("sourceUrl", "url", url);
        if (publisher is not null) yield return Said("publisher", "string", publisher);
        if (!IsDocument(source)) yield break;
        if (FtmNames.Language(source.Language) is { } language) yield return Said("language", "language", language);
        if (source.Published is { } published && FtmDates.Prefix(EdtfDate.Parse(published)) is { } date)
        {
            var said = Said("publishedAt", "date", date);
            yield return date == published ? said : said with { OriginalValue = published };
        }
    }

    private static string SchemaOf(SourceRow source) => source.Kind switch
    {
        SourceKind.Outlet => "Organization",
        SourceKind.Person => "Person",
        SourceKind.Article => "Article",
        _ => "Document",
    };
}
