using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Ftm;

/// <summary>
/// Who says what an entity has. Of an entity of one dataset, it is that one. Of one of several nobody can tell which of them gives which value: it is
/// the collection of them, a source that draws on each; that every dataset says every value would be made up.
/// </summary>
/// <param name="Commands">Register it, and what it draws on.</param>
internal sealed record FtmCollection(RegisterSource Source, IReadOnlyList<object> Commands, IReadOnlyList<Unfit> Unfit)
{
    private const int MostDatasets = 100;

    public static FtmCollection Of(IReadOnlyList<string> datasets, bool isOwn)
    {
        var names = datasets.Distinct().Order(StringComparer.Ordinal).ToList();
        if (names is [var only]) return new(Dataset(only, isOwn), [Dataset(only, isOwn)], []);
        var title = $"A collection of datasets that are not told apart: {string.Join(", ", names)}";
        var source = new RegisterSource(
            $"ftm-any-of-{FtmNames.Hash(string.Join('\n', names))}", new(SourceKind.Dataset, title.Length <= Limits.Title ? title : title[..Limits.Title]))
        { KeepsExisting = true };
        var commands = new List<object> { source };
        foreach (var name in names.Take(MostDatasets))
        {
            var part = Dataset(name, isOwn);
            commands.AddRange([part, new CiteSource(source.SourceId, part.SourceId, CitationManner.Paraphrases, false, null, KeepsExisting: true)]);
        }

        List<Unfit> unfit = [new("datasets", "An entity of several datasets does not say which of them gives which value: a collection that draws on them says it.")];
        if (names.Count > MostDatasets) unfit.Add(new("datasets.more", $"Of a collection, {MostDatasets} datasets are recorded as what it draws on."));
        return new(source, commands, unfit);
    }

    /// <summary>In a file that this base wrote, a dataset is the source that is written so; the name says which one it is.</summary>
    private static RegisterSource Dataset(string name, bool isOwn) => FtmKeys.Source(name, isOwn ? name.Replace('_', '-') : null);
}
