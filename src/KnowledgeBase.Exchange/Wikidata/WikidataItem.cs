using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Exchange.Import;

namespace KnowledgeBase.Exchange.Wikidata;

/// <summary>One item as records: what it is called, and each statement by itself, so that one that is refused takes no other with it.</summary>
internal sealed class WikidataItem(long line, JsonElement json, string id, RegisterEntity subject, bool isMission, Func<string, string?> countries)
{
    private const string Start = "P580", End = "P582", At = "P585", Circumstances = "P1480", Circa = "Q5727902";

    private static readonly RegisterSource Wikidata = new("wikidata", new(SourceKind.Dataset, "Wikidata", "https://www.wikidata.org/")) { KeepsExisting = true };

    private readonly HashSet<Guid> claimed = [];

    public IEnumerable<Draft> Drafts()
    {
        yield return Draft.Of(new(line, [Wikidata, subject], [], [.. Around()]));
        foreach (var record in Names()) yield return Draft.Of(record);
        foreach (var property in json.Map("claims"))
        {
            if (WikidataProperties.IsDeciding(subject.Kind, property.Name)) continue;
            foreach (var statement in property.Value.List())
            {
                yield return WikidataProperties.Of(subject.Kind, isMission, property.Name) is var (name, reading)
                    ? Statement(property.Name, name, reading, statement)
                    : Told(property.Name, "There is no property for it here.");
            }
        }
    }

    private Draft Statement(string property, string name, WikidataReading reading, JsonElement statement)
    {
        var qualifiers = statement.Map("qualifiers").ToList();
        var isCirca = qualifiers.Any(q => q.Name == Circumstances && q.Value.List().Any(s => s.Item() == Circa));
        var said = WikidataValue.Read(statement.Member("mainsnak") ?? default, reading, isCirca && reading == WikidataReading.Time, countries);
        if (said.WhyNot is { } why) return Told($"{property}.value", why);

        var unfit = new List<Unfit>();
        var valid = Validity(qualifiers, unfit);
        foreach (var qualifier in qualifiers.Where(q => q.Name is not (Start or End or At) && !(q.Name == Circumstances && isCirca && reading == WikidataReading.Time)))
        {
            unfit.Add(new($"qualifier.{qualifier.Name}", "Of the qualifiers, the time for which a value holds is read, and that a date is about so."));
        }

        var references = new List<WikidataReference>();
        foreach (var reference in statement.List("references"))
        {
            if (WikidataReference.Read(reference) is not { } read) unfit.Add(new("reference", "The reference names neither an address nor an item that it is stated in."));
            else if (references.Count == Limits.Attribution) unfit.Add(new("reference.more", $"A claim names at most {Limits.Attribution} sources side by side."));
            else references.Add(read);
            foreach (var left in WikidataReference.Read(reference)?.Left ?? []) unfit.Add(new($"reference.{left}", "Of references, address, title, day of publication, day of retrieval, and what they are stated in or imported from are read."));
        }

        return new([.. references.Select(r => r.Url).OfType<string>()], known => Record(name, said, valid, references, statement, known, unfit));
    }

    private ImportRecord Record(
        string property, WikidataValue said, EdtfDate? valid, IReadOnlyList<WikidataReference> references, JsonElement statement,
        IReadOnlyDictionary<string, Guid> known, List<Unfit> unfit)
    {
        var registered = references.Select(r => r.Register(known)).ToList();
        var retrieved = references.Select(r => r.Retrieved).OfType<string>().Distinct().ToList();
        var claim = new AssertClaim(
            subject.EntityId, property, said.Value, said.Stance ?? (registered.Count > 0 ? Stance.Reports : Stance.Asserts), Wikidata.SourceId,
            [.. registered.Select(r => r.Source).Distinct().Where(s => s != Wikidata.SourceId).Select(s => (IReadOnlyList<Guid>)[s])], ValidDuring: valid,
            Note: retrieved.Count == 0 ? null : $"Wikidata read its references on {string.Join(", ", retrieved.Take(20))}.");
        if (!claimed.Add(claim.ClaimId))
        {
            return new(line, [], [], [new("statement.repeated", "Wikidata says it twice of one item, with other qualifiers or references; the first one is recorded.")]);
        }

        List<object> commands = [Wikidata, subject, .. said.Registers, .. registered.SelectMany(r => r.Commands), claim];
        Rank? rank = statement.Text("rank") switch
        {
            "preferred" => Rank.Preferred,
            "deprecated" => Rank.Deprecated,
            _ => null,
        };
        if (rank is { } other) commands.Add(new RankClaim(claim.ClaimId, other, $"Wikidata ranks its statement {Shown(statement.Text("id") ?? id)} so.", KeepsExisting: true));
        return new(line, commands, [], unfit);
    }

    /// <summary>Labels: of what has one name here, the one that it is registered under.</summary>
    private IEnumerable<ImportRecord> Names()
    {
        var isManifold = subject.Kind is EntityKind.Country or EntityKind.Organisation;
        var (property, others) = ($"{subject.Kind}.name", 0);
        foreach (var label in json.Map("labels"))
        {
            if (label.Value.Text("value") is not { Length: <= Limits.Text } text || string.IsNullOrWhiteSpace(text)) continue;
            var tag = WikidataLanguage.Tag(label.Value.Text("language") ?? label.Name);
            if (isManifold && tag is not null) yield return Name(new TextValue(text, tag));
            else if (isManifold) yield return new(line, [], [], [new("label.language", "The language of the label has no tag of BCP 47.")]);
            else if (text == subject.Label && others++ == 0) yield return Name(new TextValue(text));
            else if (text != subject.Label) yield return new(line, [], [], [new("label.other", "A person has one name here; labels in other languages are not read.")]);
        }

        ImportRecord Name(TextValue name) =>
            new(line, [Wikidata, subject, new AssertClaim(subject.EntityId, property, name, Stance.Asserts, Wikidata.SourceId, [])], [], []);
    }

    private IEnumerable<Unfit> Around()
    {
        foreach (var _ in json.Map("aliases")) yield return new("aliases", "Entities have names here, and no aliases.");
        if (json.Map("descriptions").Any()) yield return new("descriptions", "Descriptions are not claims about anything.");
        if (json.Map("sitelinks").Any()) yield return new("sitelinks", "Pages of Wikimedia's sites about the item are no claims.");
    }

    private static EdtfDate? Validity(IReadOnlyList<JsonProperty> qualifiers, List<Unfit> unfit)
    {
        EdtfDate? Of(string property)
        {
            var snaks = qualifiers.Where(q => q.Name == property).SelectMany(q => q.Value.List()).ToList();
            if (snaks.Count == 0) return null;
            var why = "There is more than one.";
            var date = snaks.Count == 1 && snaks[0].Member("datavalue")?.Member("value") is { } value ? WikidataTime.Read(value, out why) : null;
            if (date is null) unfit.Add(new($"qualifier.{property}", why));
            return date;
        }

        var (start, end, at) = (Of(Start), Of(End), Of(At));
        if (start is null && end is null) return at;
        if (at is not null) unfit.Add(new($"qualifier.{At}", "The value has a beginning or an end besides."));
        if (EdtfDate.TryParse($"{start?.Text ?? ""}/{end?.Text ?? ""}", out var span, out var error)) return span;
        unfit.Add(new($"qualifier.{Start}", error.Message));
        return null;
    }

    private Draft Told(string what, string why) => Draft.Of(new(line, [], [], [new(what, why)]));

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100];
}
