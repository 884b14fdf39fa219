using System.Text.Json.Nodes;
using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.Export.ClaimReviews;

/// <summary>Reviews have what schema.org's readers ask for, one for each value that is claimed or denied.</summary>
public sealed class ClaimReviewTests(SeededServer seeded, ExportServer server) : IClassFixture<SeededServer>, IClassFixture<ExportServer>
{
    [Fact]
    public async Task There_is_one_of_each_value_and_all_have_the_members_that_are_required()
    {
        var exported = await seeded.ExportAsync("claimreview");
        var reviews = Reviews(exported);
        Assert.All(reviews, Check);
        Assert.Equal(reviews.Count, reviews.Select(r => (string)r["@id"]!).Distinct().Count());

        var facts = (await seeded.ExportAsync("facts-jsonl")).Lines.Skip(1).Select(l => JsonNode.Parse(l)!).ToList();
        var claimed = facts.Sum(f => f["alternatives"]!.AsArray().Count + (f["value"] is null ? 0 : 1));
        Assert.Equal(claimed, reviews.Count(r => r["itemReviewed"]!["appearance"]!.AsArray().Count > 0));
        foreach (var (stance, member) in new[] { ("DECLINES_COMMENT", "neutral"), ("SPECULATES", "neutral") })
        {
            Assert.Equal(facts.SelectMany(f => f[member]!.AsArray()).Count(c => (string)c!["stance"]! == stance), exported.Unfit.Count(u => u.What == $"claim.stance.{stance}"));
        }

        Assert.Contains(exported.Unfit, u => u.What == "url");
    }

    [Fact]
    public async Task The_secret_expulsion_is_the_claim_of_the_informants_however_many_sites_say_it()
    {
        var fact = (await seeded.Ask("""{ entity(key: "expulsion:fr-ru-2020") { label ... on Expulsion { headcountFact { status corroboration { roots { source { title } kind } } supportedBy { totalCount } } } } }""").MustBeData())["entity"]!;
        var review = Reviews(await seeded.ExportAsync("claimreview")).Single(r => (string)r["claimReviewed"]! == $"{fact["label"]}: headcount: 1");

        var informants = fact["headcountFact"]!["corroboration"]!["roots"]!.AsArray().Where(r => (string)r!["kind"]! != "UNRESOLVED").Select(r => (string)r!["source"]!["title"]!).ToList();
        Assert.Equal(informants, review["itemReviewed"]!["author"]!.AsArray().Select(a => (string)a!["name"]!));
        Assert.InRange(review["itemReviewed"]!["appearance"]!.AsArray().Count, 2, (int)fact["headcountFact"]!["supportedBy"]!["totalCount"]!);
        Assert.Contains("0 named roots, 1 unattributed root,", (string)review["reviewRating"]!["ratingExplanation"]!, StringComparison.Ordinal);
        Assert.NotNull(review["itemReviewed"]!["firstAppearance"]);
    }

    [Fact]
    public async Task A_value_that_is_only_denied_is_rated_so_and_pages_are_below_the_site()
    {
        var exported = await server.ExportAsync("claimreview");
        var feed = JsonNode.Parse(exported.Bytes)!;
        Assert.Equal((ExportServer.License, "Test base"), ((string)feed["license"]!, (string)feed["publisher"]!["name"]!));
        var reviews = Reviews(exported);
        Assert.All(reviews, Check);

        var denied = Assert.Single(reviews, r => ((string)r["reviewRating"]!["alternateName"]!).StartsWith("Denied", StringComparison.Ordinal));
        Assert.Equal("=Another label: measure: ASKED_TO_LEAVE", (string)denied["claimReviewed"]!);
        Assert.Empty(denied["itemReviewed"]!["appearance"]!.AsArray());
        Assert.Equal("https://base.example/kb/expulsion%3Ax1#Expulsion.measure", (string)denied["url"]!);
        Assert.Contains(reviews, r => (string)r["claimReviewed"]! == $"=Another label: stated reason: {ExportServer.Odd}");
        Assert.Single(exported.Unfit, u => u.What == "claim.stance.DENIES");
        Assert.DoesNotContain(exported.Unfit, u => u.What is "url" or "license");
        // Of a withdrawn claim, and of one that was retracted, nothing is left to review.
        Assert.DoesNotContain(reviews, r => ((string)r["claimReviewed"]!).EndsWith(": Wrong", StringComparison.Ordinal));
    }

    private static List<JsonNode> Reviews(Exported exported)
    {
        var feed = JsonNode.Parse(exported.Bytes)!;
        Assert.Equal(("https://schema.org", "DataFeed"), ((string)feed["@context"]!, (string)feed["@type"]!));
        return [.. feed["dataFeedElement"]!.AsArray().Select(i =>
        {
            Assert.Equal("DataFeedItem", (string)i!["@type"]!);
            return i["item"]!;
        })];
    }

    /// <summary>What Google's documentation requires (but the address, where there is no site) and recommends, and what schema.org has of it.</summary>
    private static void Check(JsonNode review)
    {
        Assert.Equal("ClaimReview", (string)review["@type"]!);
        Assert.NotEmpty((string)review["claimReviewed"]!);
        Assert.Equal("Rating", (string)review["reviewRating"]!["@type"]!);
        Assert.NotEmpty((string)review["reviewRating"]!["alternateName"]!);
        Assert.Equal("Organization", (string)review["author"]!["@type"]!);
        var claim = review["itemReviewed"]!;
        Assert.Equal("Claim", (string)claim["@type"]!);
        foreach (var author in claim["author"]!.AsArray())
        {
            Assert.True((string)author!["@type"]! is "Person" or "Organization");
            Assert.NotEmpty((string)author["name"]!);
        }

        Assert.Equal(claim["appearance"]!.AsArray().Count == 0, claim["author"]!.AsArray().Count == 0);
        foreach (var work in claim["appearance"]!.AsArray().Append(claim["firstAppearance"]).OfType<JsonNode>())
        {
            Assert.True((string)work["@type"]! is "Article" or "Book" or "Comment" or "Dataset" or "CreativeWork");
            if ((string?)work["datePublished"] is { } date) Assert.Matches(@"^\d{4}(-\d\d(-\d\d)?)?$", date);
            if ((string?)work["url"] is { } url) Assert.True(Uri.TryCreate(url, UriKind.Absolute, out _), url);
        }
    }
}
