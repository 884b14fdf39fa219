using System.Runtime.CompilerServices;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.Exchange.Import;

/// <summary>A record that names sources by their addresses: which of them the base knows decides what it asks for.</summary>
/// <param name="Urls">In normal form.</param>
/// <param name="Finish">Makes the record; is given the sources that are known under these addresses.</param>
internal sealed record Draft(IReadOnlyList<string> Urls, Func<IReadOnlyDictionary<string, Guid>, ImportRecord> Finish)
{
    public static Draft Of(ImportRecord record) => new([], _ => record);
}

/// <summary>Finishes drafts, many with one look into the base.</summary>
internal static class Drafts
{
    private const int Together = 500;

    private static readonly Dictionary<string, Guid> None = [];

    public static async IAsyncEnumerable<ImportRecord> FinishAsync(
        this IAsyncEnumerable<Draft> drafts, KnownSourceQueries known, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var waiting = new List<Draft>(Together);
        await foreach (var draft in drafts.WithCancellation(cancellation))
        {
            waiting.Add(draft);
            if (waiting.Count < Together) continue;
            foreach (var record in await FinishAsync(waiting, known, cancellation)) yield return record;
            waiting.Clear();
        }

        foreach (var record in await FinishAsync(waiting, known, cancellation)) yield return record;
    }

    private static async Task<List<ImportRecord>> FinishAsync(List<Draft> drafts, KnownSourceQueries known, CancellationToken cancellation)
    {
        var urls = drafts.SelectMany(d => d.Urls).Distinct().ToList();
        var found = urls.Count == 0 ? None : await known.ByUrlsAsync(urls, cancellation);
        return [.. drafts.Select(d => d.Finish(found))];
    }
}
