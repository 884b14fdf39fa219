using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Provenance;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Seeds;

/// <summary>The question that the project starts from, asked of the seeds alone.</summary>
public sealed class SeedStoryTests
{
    private const string French = "expulsion:fr-ru-2020";
    private static SeedBase Seeds => SeedBase.Loaded;

    private static string[] Keys(IEnumerable<Guid> sources) => [.. sources.Select(id => Seeds.Sources[id].Key)];

    [Fact]
    public void One_diplomat_was_expelled_say_unnamed_informants_alone()
    {
        var fact = Seeds.FactOf(French, "Expulsion.headcount");
        Assert.Equal(FactStatus.Uncontested, fact.Status);
        Assert.Equal("1", Assert.IsType<HeadcountValue>(fact.Accepted!.Value).Headcount.Text);
        Assert.Equal((0, 1), (fact.Corroboration.NamedRoots, fact.Corroboration.UnattributedRoots));
        Assert.Equal(["informants-lesechos"], Keys(fact.Corroboration.Roots.Select(r => r.SourceId)));
    }

    [Fact]
    public void The_path_leads_from_the_site_by_way_of_Les_Échos_to_its_informants()
    {
        var root = Assert.Single(Seeds.FactOf(French, "Expulsion.headcount").Corroboration.Roots);
        var start = root.Starts.Single(s => Seeds.Sources[s.SourceId].Key == "seed-topcor-en");
        var path = Assert.Single(LineagePaths.Between(start, root.SourceId, Seeds.Graph, 10).Paths);
        Assert.Equal(["seed-topcor-en", "art-lesechos", "informants-lesechos"], Keys(path));
    }

    [Theory]
    [InlineData("seed-topcor-en")]
    [InlineData("art-lesechos")]
    public void A_reprint_changes_nothing_although_Les_Échos_also_cites_a_refusal_to_comment(string reprinted)
    {
        var reprint = Identifiers.Source("reprint");
        var corroboration = Seeds.FactOf(French, "Expulsion.headcount", reprint: (reprint, Identifiers.Source(reprinted))).Corroboration;
        Assert.Equal((0, 1), (corroboration.NamedRoots, corroboration.UnattributedRoots));
        Assert.Contains(corroboration.Roots, r => r.Starts.Any(s => s.SourceId == reprint));
    }

    [Fact]
    public void That_he_spied_rests_on_the_informants_alone()
    {
        var fact = Seeds.FactOf(French, "Expulsion.statedReason");
        var espionage = new[] { fact.Accepted! }.Concat(fact.Alternatives).Single(c => ((TextValue)c.Value).Text.Contains("espionage", StringComparison.Ordinal));
        Assert.Equal(["informants-lesechos"], Keys(espionage.Corroboration.Roots.Select(r => r.SourceId)));
        Assert.Equal((0, 1), (espionage.Corroboration.NamedRoots, espionage.Corroboration.UnattributedRoots));
    }

    [Theory]
    [InlineData(French)]
    [InlineData("expulsion:ru-fr-2020")]
    public void No_claim_on_the_exchange_rests_on_a_refusal_to_comment(string expulsion)
    {
        var named = from c in Seeds.Claims
                    where c.Claim.SubjectId == SeedBase.EntityId(expulsion) && c.Claim.Stance.Supports()
                    from root in LineageWalk.From(new(c.Claim.SourceId, c.Claim.AttributedTo), Seeds.Graph).Roots
                    where root.Kind == RootKind.Named
                    select $"{c.Line}: {Seeds.Sources[root.SourceId].Key}";
        Assert.Empty(named);
    }

    [Fact]
    public void The_no_comment_of_both_governments_stands_on_neither_side()
    {
        var fact = Seeds.FactOf(French, "Expulsion.status");
        var neutral = fact.Neutral.Where(e => e.Stance == Stance.DeclinesComment).Select(e => Seeds.Sources[e.Start.SourceId].Key).ToList();
        Assert.Contains("official-fr-embassy-moscow", neutral);
        Assert.Contains("official-ru-mfa", neutral);
        Assert.Contains("seed-topcor-en", neutral);
        Assert.Empty(fact.Denials);
    }

    [Fact]
    public void The_Russian_expulsion_answers_the_French_one()
    {
        var fact = Seeds.FactOf("expulsion:ru-fr-2020", "Expulsion.inResponseTo");
        Assert.Equal(FactStatus.Uncontested, fact.Status);
        Assert.Equal(new EntityValue(SeedBase.EntityId(French)), fact.Accepted!.Value);
    }

    [Fact]
    public void The_British_case_was_presented_as_rotation_and_denied_by_Moscow()
    {
        var measure = Seeds.FactOf("expulsion:gb-ru-2021-02", "Expulsion.measure");
        Assert.Equal(new TermValue("PRESENTED_AS_ROTATION"), measure.Accepted!.Value);
        var denials = Seeds.FactOf("expulsion:gb-ru-2021-02", "Expulsion.status").Denials;
        Assert.Contains("official-ru-mfa", Keys(denials.Select(d => d.Start.SourceId)));
    }

    [Fact]
    public void Golitsyn_speaks_through_the_reader_comment()
    {
        var claim = Assert.Single(Seeds.Claims, c => c.Claim.Property == "Person.statement").Claim;
        Assert.Equal("seed-comment-stoner", Seeds.Sources[claim.SourceId].Key);
        Assert.Equal([Identifiers.Source("person-anatoliy-golitsyn")], Assert.Single(claim.AttributedTo));
    }
}
