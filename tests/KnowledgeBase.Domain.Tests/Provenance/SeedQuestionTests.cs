using KnowledgeBase.Domain.Claims;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>The question that the project starts from, in miniature.</summary>
public sealed class SeedQuestionTests
{
    private const string Chain = "LesÉchos informants";

    private static Story Story => new Story()
        .Informant("informants").Official("embassy")
        .Article("LesÉchos", "informants embassy").Article("site", "LesÉchos")
        .Says("site", 1, according: Chain).Says("embassy", null, Stance.DeclinesComment);

    private static (int Named, int Unattributed) Counts(Story story) =>
        (story.Corroboration.NamedRoots, story.Corroboration.UnattributedRoots);

    [Fact]
    public void The_site_that_cites_Les_Échos_which_cites_unnamed_informants_gives_0_named_and_1_unattributed() =>
        Assert.Equal((0, 1), Counts(Story));

    [Fact]
    public void The_path_leads_from_the_site_by_way_of_Les_Échos_to_the_informants() =>
        Assert.Equal(["site → LesÉchos → informants"], Story.Paths("site", "informants", Chain));

    [Theory]
    [InlineData("site")]
    [InlineData("LesÉchos")]
    [InlineData("informants")]
    public void A_reprint_changes_nothing_although_the_article_also_cites_an_official_no_comment(string reprinted) =>
        Assert.Equal((0, 1), Counts(Story.Article("reprint", reprinted).Says("reprint", 1)));

    [Fact]
    public void The_path_of_a_reprint_goes_the_way_that_the_site_tells()
    {
        var story = Story.Article("reprint", "site").Says("reprint", 1);
        Assert.Equal(["reprint → site → LesÉchos → informants"], story.Paths("reprint", "informants"));
        Assert.Empty(story.Paths("reprint", "embassy"));
    }

    [Fact]
    public void However_many_sites_reprint_it()
    {
        var story = Story;
        for (var i = 0; i < 50; i++) story.Article($"reprint{i}", i == 0 ? "site" : $"reprint{i - 1}").Says($"reprint{i}", 1);
        Assert.Equal((0, 1), Counts(story));
    }

    [Fact]
    public void A_statement_of_the_ministry_gives_1_named_root() =>
        Assert.Equal((1, 1), Counts(Story.Official("ministry").Says("ministry", 1, Stance.Confirms)));

    [Fact]
    public void No_comment_stands_on_neither_side()
    {
        var fact = Story.Headcount;
        Assert.Equal(Stance.DeclinesComment, Assert.Single(fact.Neutral).Stance);
        Assert.Empty(fact.Denials);
        Assert.Single(fact.Accepted!.SupportedBy);
    }
}
