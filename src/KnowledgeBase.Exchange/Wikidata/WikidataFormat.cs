using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>Wikidata's items: an entity, several, or a dump. What is neither a person, a state nor an organisation is told and passed over.</summary>
public sealed class WikidataFormat(KnownSourceQueries known) : IImportFormat
{
    private const string InstanceOf = "P31", Occupation = "P106", Code = "P297", FormerCode = "P773";

    private const int MostCountries = 10_000;

    // States that the file itself describes.
    private readonly Dictionary<string, string> described = [];

    public string Name => "wikidata";

    public IAsyncEnumerable<ImportRecord> ReadAsync(Stream input, CancellationToken cancellation) => DraftsAsync(input, cancellation).FinishAsync(known, cancellation);

    private async IAsyncEnumerable<Draft> DraftsAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entity in WikidataDocument.ReadAsync(input, cancellation)) foreach (var draft in Drafts(entity)) yield return draft;
    }

    private IEnumerable<Draft> Drafts(WikidataEntity entity)
    {
        var (line, json) = (entity.Line, entity.Json);
        if (entity.Wrong is { } wrong) return [Draft.Of(new(line, [], [wrong], []))];
        if (json.Member("missing") is not null) return [Told(line, "entity.missing", "Wikidata has no such entity.")];
        if (json.Text("type") is { } type and not "item") return [Told(line, $"entity.{(type.Length <= 40 ? type : "other")}", "Only items are read.")];
        if (json.Text("id") is not { } id || !WikidataJson.IsItem(id))
        {
            return [Draft.Of(new(line, [], [new(ImportCodes.MissingField, "An item has an id such as Q142.", "id")], []))];
        }

        if (WikidataProperties.KindOf([.. json.Items(InstanceOf)], [.. json.Items(Occupation)]) is not var (kind, isMission))
        {
            return [Told(line, "item.class", "It is an instance of no class of persons, states or organisations that is read.")];
        }

        var key = kind == EntityKind.Country ? CodeOf(json, id) : id.ToLowerInvariant();
        if (key is null) return [Told(line, "country.withoutCode", "A state without a code of ISO 3166 is no country here.")];
        if (kind == EntityKind.Country && described.Count < MostCountries) described[id] = key;
        var subject = new RegisterEntity(kind, key, Label(json) ?? id) { KeepsExisting = true, InsteadOf = kind == EntityKind.Country ? key : id };
        return new WikidataItem(line, json, id, subject, isMission, CountryOf).Drafts();
    }

    private string? CountryOf(string item) => described.GetValueOrDefault(item) ?? WikidataCountries.Code(item);

    private static string? CodeOf(JsonElement json, string id) =>
        json.Texts(Code).Concat(json.Texts(FormerCode)).FirstOrDefault(CountryCodes.IsKnown) ?? WikidataCountries.Code(id);

    /// <summary>In English, in no language in particular, or in the first one.</summary>
    private static string? Label(JsonElement json)
    {
        var labels = json.Map("labels").ToList();
        return labels.OrderBy(l => l.Name switch { "en" => 0, "mul" => 1, _ => 2 }).Select(l => l.Value.Text("value"))
            .FirstOrDefault(t => !string.IsNullOrWhiteSpace(t) && t.Length <= Limits.Label)?.Trim();
    }

    private static Draft Told(long line, string what, string why) => Draft.Of(new(line, [], [], [new(what, why)]));
}
