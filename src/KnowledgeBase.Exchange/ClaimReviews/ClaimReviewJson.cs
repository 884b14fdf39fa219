using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Exchange.Export;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.ClaimReviews;

/// <summary>Reviews as schema.org has them.</summary>
internal sealed partial class ClaimReviewJson(Utf8JsonWriter json, ExportView view, ExportSettings settings)
{
    /// <summary>An address below that of the site; null without a site.</summary>
    public string? PageOf(ExportedFact fact, FactPage page) => settings.Site is { } site
        ? $"{site.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(Terms.Reference(page.Entities[fact.Row.Subject]))}#{fact.Property.Name}"
        : null;

    public void Write(ClaimReview review, FactPage page)
    {
        var fact = review.Fact;
        var subject = page.Entities[fact.Row.Subject];
        json.WriteStartObject();
        json.WriteString("@type", "ClaimReview");
        json.WriteString("@id", Iris.Of(NameBasedUuid.Create(subject.Id, $"review {fact.Property.Name} {review.Value.Kind} {review.Value.Identity}")));
        if (PageOf(fact, page) is { } url) json.WriteString("url", url);
        json.WriteString("claimReviewed", $"{subject.Label}: {Spaced(fact.Property.Field)}: {Terms.InWords(review.Value, page.Entities)}");
        if (review.IsAccepted && fact.Row.ValueSince is { } since && page.Changes.TryGetValue(since, out var change)) json.WriteString("datePublished", Terms.Instant(change.RecordedAt));
        Publisher("author");
        json.WriteStartObject("reviewRating");
        json.WriteString("@type", "Rating");
        json.WriteString("alternateName", review.Rating);
        json.WriteString("ratingExplanation", review.Explanation);
        json.WriteEndObject();
        Claim(review, page);
        json.WriteEndObject();
    }

    /// <summary>Who keeps the base.</summary>
    public void Publisher(string name)
    {
        json.WriteStartObject(name);
        json.WriteString("@type", "Organization");
        json.WriteString("name", settings.Publisher);
        if (settings.Site is { } site) json.WriteString("url", site.AbsoluteUri);
        json.WriteEndObject();
    }

    private void Claim(ClaimReview review, FactPage page)
    {
        var fact = review.Fact;
        json.WriteStartObject("itemReviewed");
        json.WriteString("@type", "Claim");
        json.WriteStartArray("author");
        // Who it goes back to; of what goes back to nobody, who says it.
        var authors = review.Roots.Count > 0 ? review.Roots.Select(r => fact.Source(r.SourceId)) : review.SupportedBy.Select(e => Speaker(fact.Source(e.Start.SourceId), page));
        foreach (var author in authors.DistinctBy(a => a.Id)) Author(author);
        json.WriteEndArray();
        var appearances = review.SupportedBy.DistinctBy(e => e.Start.SourceId).Select(e => (Row: fact.Claim(e), Source: fact.Source(e.Start.SourceId))).ToList();
        json.WriteStartArray("appearance");
        foreach (var (_, source) in appearances) Work(source, page);
        json.WriteEndArray();
        var dated = appearances.Where(a => Day(a) is not null).OrderBy(Day).ToList();
        if (dated.Count > 0)
        {
            json.WritePropertyName("firstAppearance");
            Work(dated[0].Source, page);
            Date("datePublished", dated[0].Row.Stated ?? dated[0].Source.Published);
        }

        json.WriteEndObject();
    }

    private void Author(SourceRow source)
    {
        json.WriteStartObject();
        json.WriteString("@type", source.Kind is SourceKind.Person or SourceKind.Informant ? "Person" : "Organization");
        json.WriteString("@id", Iris.Of(source.Id));
        json.WriteString("name", source.Title);
        json.WriteEndObject();
    }

    private void Work(SourceRow source, FactPage page)
    {
        json.WriteStartObject();
        json.WriteString("@type", source.Kind switch
        {
            SourceKind.Article => "Article",
            SourceKind.Book => "Book",
            SourceKind.ReaderComment => "Comment",
            SourceKind.Dataset => "Dataset",
            _ => "CreativeWork",
        });
        json.WriteString("@id", Iris.Of(source.Id));
        json.WriteString("name", source.Title);
        if (source.Url is { } url) json.WriteString("url", url);
        if (source.Language is { } language) json.WriteString("inLanguage", language);
        Date("datePublished", source.Published);
        if (source.Publisher is { } publisher && publisher != source.Id && page.Publishers.TryGetValue(publisher, out var outlet))
        {
            json.WriteStartObject("publisher");
            json.WriteString("@type", "Organization");
            json.WriteString("name", outlet.Title);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A date as schema.org takes it; of others it is told that they are left out.</summary>
    private void Date(string name, string? edtf)
    {
        if (edtf is null) return;
        if (IsoDate().IsMatch(edtf)) json.WriteString(name, edtf);
        else view.Report("date", "schema.org takes years, months and days; dates that are uncertain, approximate or ranges are left out.");
    }

    private static SourceRow Speaker(SourceRow source, FactPage page) => source.Publisher is { } publisher ? page.Publishers.GetValueOrDefault(publisher, source) : source;

    private static DateOnly? Day((ClaimRow Row, SourceRow Source) appearance) => appearance.Row.StatedFrom ?? appearance.Source.PublishedFrom;

    /// <summary><c>expelling party</c> for <c>expellingParty</c>.</summary>
    private static string Spaced(string field)
    {
        var words = new StringBuilder();
        foreach (var c in field) _ = char.IsUpper(c) ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(c);
        return words.ToString();
    }

    [GeneratedRegex(@"^\d{4}(-\d\d(-\d\d)?)?$")]
    private static partial Regex IsoDate();
}
