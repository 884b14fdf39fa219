using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>What a snak says: a value, or that none is known, or that there is none; or why it is not read.</summary>
/// <param name="Registers">What the value names.</param>
internal sealed record WikidataValue(Value? Value, Stance? Stance, IReadOnlyList<object> Registers, string? WhyNot = null)
{
    private static readonly IReadOnlyList<object> Nothing = [];

    /// <param name="isCirca">A qualifier says that it is about so.</param>
    /// <param name="countries">Codes of countries, by their items.</param>
    public static WikidataValue Read(JsonElement snak, WikidataReading reading, bool isCirca, Func<string, string?> countries)
    {
        switch (snak.Text("snaktype"))
        {
            case "somevalue":
                return new(null, Domain.Claims.Stance.LeavesOpen, Nothing);
            case "novalue":
                return new(null, Domain.Claims.Stance.Denies, Nothing);
            case not "value":
                return No("The snak is neither a value, nor an unknown one, nor none.");
        }

        var data = snak.Member("datavalue")?.Member("value") ?? default;
        return reading switch
        {
            WikidataReading.Monolingual => Monolingual(data),
            WikidataReading.Time => Time(data, isCirca),
            WikidataReading.Country => Country(snak.Item(), countries),
            WikidataReading.Organisation => Organisation(snak.Item()),
            _ => Occupation(snak.Item()),
        };
    }

    private static WikidataValue Monolingual(JsonElement data)
    {
        if (data.Text("text") is not { Length: <= Limits.Text } text || string.IsNullOrWhiteSpace(text)) return No("The text is empty or longer than texts are here.");
        return WikidataLanguage.Tag(data.Text("language")) is { } tag ? Of(new TextValue(text, tag)) : No("The language of the text has no tag of BCP 47.");
    }

    private static WikidataValue Time(JsonElement data, bool isCirca)
    {
        if (WikidataTime.Read(data, out var why) is not { } date) return No(why);
        return !isCirca ? Of(new DateValue(date)) : EdtfDate.TryParse($"{date.Text}~", out var about, out _) ? Of(new DateValue(about)) : No("EDTF has no sign for about here.");
    }

    private static WikidataValue Country(string? item, Func<string, string?> countries)
    {
        if (item is null || countries(item) is not { } code) return No("The item is no country whose code of ISO 3166 is known.");
        // What it is called is for whoever registers it; the code stands in.
        return new(new EntityValue(Identifiers.Entity(EntityKind.Country, code)), null, [new RegisterEntity(EntityKind.Country, code, code) { KeepsExisting = true }]);
    }

    private static WikidataValue Organisation(string? item)
    {
        if (item is null) return No("The snak names no item.");
        var register = new RegisterEntity(EntityKind.Organisation, item.ToLowerInvariant(), item) { KeepsExisting = true };
        return new(new EntityValue(register.EntityId), null, [register]);
    }

    private static WikidataValue Occupation(string? item) =>
        item is not null && WikidataProperties.Occupation(item) is { } words ? Of(new TextValue(words)) : No("The item is none of the occupations that are known here by name.");

    private static WikidataValue Of(Value value) => new(value, null, Nothing);

    private static WikidataValue No(string why) => new(null, null, Nothing, why);
}
