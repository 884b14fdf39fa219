using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Reading.Sql;

namespace KnowledgeBase.Store.Reading;

/// <summary>Which sources the base knows already, for imports: so that one page is not registered twice, under a key and under its address.</summary>
public sealed class KnownSourceQueries(ReadDatabase database)
{
    // Whoever speaks on a page, has its address too.
    private static readonly string NotThePage = $"{(int)SourceKind.Person}, {(int)SourceKind.Informant}, {(int)SourceKind.ReaderComment}";

    /// <summary>Sources by their addresses, in normal form. Of several with one address, an article, then the one with the lowest id.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> ByUrlsAsync(IReadOnlyList<string> urls, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select distinct on (s.url) s.url, s.id from {new LensTables(Lens.Now, parameters).AllSources} s
            where s.url = any({parameters.Add(urls.ToArray())}) and s.kind not in ({NotThePage}) order by s.url, s.kind <> {(int)SourceKind.Article}, s.id
            """, parameters, r => (Url: r.GetString(0), Id: r.GetGuid(1)), cancellation);
        return rows.ToDictionary(r => r.Url, r => r.Id);
    }
}
