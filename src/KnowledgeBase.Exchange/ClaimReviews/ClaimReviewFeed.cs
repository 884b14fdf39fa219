using System.Text.Json;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Exchange.Export;

namespace KnowledgeBase.Exchange.ClaimReviews;

/// <summary>What the base makes of every value that is claimed, as a feed of ClaimReview (schema.org, JSON-LD).</summary>
public sealed class ClaimReviewFeed(ExportReader reader, ExportSettings settings) : IExportFormat
{
    public string Name => "claimreview";

    public string MediaType => "application/ld+json";

    public string Extension => ".claimreview.jsonld";

    public async Task WriteAsync(Stream output, ExportRequest request, CancellationToken cancellation)
    {
        var view = await reader.OpenAsync(request, cancellation);
        if (settings.Site is null) view.Report("url", "No site is set (KnowledgeBase:Export:Site), so reviews have no addresses; those who read ClaimReview ask for one.");
        if (settings.License is null) view.Report("license", "No licence is set (KnowledgeBase:Export:License), so none is named.");
        view.Report("claim", "A review is of a value, wherever it is claimed; single claims with their quotations and attributions are in prov-json and nanopubs.");
        await using var json = new Utf8JsonWriter(output, JsonLinesWriter.Options);
        var reviews = new ClaimReviewJson(json, view, settings);
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org");
        json.WriteString("@type", "DataFeed");
        json.WriteString("name", $"{settings.Publisher}: what is claimed, by whom, and what is accepted");
        if (view.KnownAt is { } instant) json.WriteString("dateModified", Terms.Instant(instant));
        if (settings.License is { } license) json.WriteString("license", license.AbsoluteUri);
        reviews.Publisher("publisher");
        json.WriteStartArray("dataFeedElement");
        await foreach (var page in view.FactsAsync(cancellation))
        {
            foreach (var fact in page.Facts)
            {
                foreach (var review in ClaimReview.Of(fact))
                {
                    json.WriteStartObject();
                    json.WriteString("@type", "DataFeedItem");
                    json.WritePropertyName("item");
                    reviews.Write(review, page);
                    json.WriteEndObject();
                }

                Tell(view, fact.Fact);
                if (json.BytesPending > 64 * 1024) await json.FlushAsync(cancellation);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    /// <summary>A review is of a claim that was made.</summary>
    private static void Tell(ExportView view, Fact fact)
    {
        foreach (var _ in fact.Denials) view.Report("claim.stance.DENIES", "A review says how many deny a claim, not who.");
        foreach (var claim in fact.Neutral) view.Report($"claim.stance.{Terms.Of(claim.Stance)}", "Who speculates or declines to comment makes no claim that could be reviewed.");
        foreach (var _ in fact.LeftOut) view.Report("claim.rank.DEPRECATED", "A curator left it out, so it is not reviewed.");
    }
}
