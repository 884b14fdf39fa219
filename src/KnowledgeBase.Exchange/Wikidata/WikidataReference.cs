using System.Text.Json;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>A reference of a statement: one source, that is known by its address or by the item that the statement is in.</summary>
/// <param name="Url">In normal form; null when it is known by an item alone.</param>
/// <param name="Retrieved">When Wikidata's editors read it.</param>
/// <param name="Left">Properties of it that are not read.</param>
internal sealed record WikidataReference(
    string? Url, string? Title, string? Language, EdtfDate? Published, string? Item, bool IsWikimedia, string? Retrieved, IReadOnlyList<string> Left)
{
    private const string Address = "P854", StatedIn = "P248", ImportedFrom = "P143", WikimediaPage = "P4656", TitleOf = "P1476", PublishedOn = "P577", RetrievedOn = "P813";

    /// <summary>Null when it names neither an address nor an item.</summary>
    public static WikidataReference? Read(JsonElement reference)
    {
        var (url, title, language, item, isWikimedia) = ((string?)null, (string?)null, (string?)null, (string?)null, false);
        var (published, retrieved, left) = ((EdtfDate?)null, (string?)null, new List<string>());
        foreach (var snaks in reference.Map("snaks"))
        {
            var isFirst = true;
            foreach (var snak in snaks.Value.List())
            {
                var isRead = isFirst && snaks.Name switch
                {
                    Address or WikimediaPage => UrlNormalForm.TryNormalise(Data(snak)?.Text("value") ?? "", out url, out _),
                    StatedIn or ImportedFrom => (item = snak.Item() ?? item) is not null,
                    TitleOf => (title = Data(snak)?.Member("value")?.Text("text")) is not null,
                    PublishedOn => (published = Time(snak)) is not null,
                    RetrievedOn => (retrieved = Time(snak)?.Text) is not null,
                    _ => false,
                };
                if (!isRead) left.Add(snaks.Name);
                else if (snaks.Name is ImportedFrom or WikimediaPage) isWikimedia = true;
                else if (snaks.Name == TitleOf) language = Data(snak)?.Member("value")?.Text("language");
                isFirst = false;
            }
        }

        return url is null && item is null ? null : new(url, title, language, published, item, isWikimedia, retrieved, left);
    }

    /// <summary>Registers it, unless it is known: the source that it is in first, which published it.</summary>
    /// <param name="known">Sources that the base has under addresses.</param>
    public (Guid Source, IReadOnlyList<object> Commands) Register(IReadOnlyDictionary<string, Guid> known)
    {
        var commands = new List<object>();
        Guid? container = null;
        if (Item is { } item)
        {
            var register = new RegisterSource(
                $"wikidata-{item.ToLowerInvariant()}", new(IsWikimedia ? SourceKind.Encyclopedia : SourceKind.Dataset, $"Wikidata item {item}", $"https://www.wikidata.org/wiki/{item}"))
            { KeepsExisting = true };
            commands.Add(register);
            container = register.SourceId;
        }

        if (Url is not { } url) return (container!.Value, commands);
        if (known.TryGetValue(url, out var id)) return (id, []);
        var title = Title is { Length: <= Limits.Title } given && !string.IsNullOrWhiteSpace(given) ? given : url.Length <= Limits.Title ? url : url[..Limits.Title];
        var page = new RegisterSource(null, new(
            IsWikimedia ? SourceKind.Encyclopedia : SourceKind.Article, title, url, container, Published, WikidataLanguage.Tag(Language)))
        { KeepsExisting = true };
        commands.Add(page);
        return (page.SourceId, commands);
    }

    private static JsonElement? Data(JsonElement snak) => snak.Member("datavalue");

    private static EdtfDate? Time(JsonElement snak) => Data(snak)?.Member("value") is { } value ? WikidataTime.Read(value, out _) : null;
}

/// <summary>Wikimedia's codes of languages, of which some are no tags of BCP 47.</summary>
internal static class WikidataLanguage
{
    /// <summary>Null for what is no tag, and for "undetermined" and "many".</summary>
    public static string? Tag(string? code) => code is null or "und" or "mul" or "mis" or "zxx" || new Checks().Language(code, "").Failed ? null : code;
}
