using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Seeds;

public sealed class SeedsTests
{
    private static SeedBase Seeds => SeedBase.Loaded;

    [Fact]
    public void Every_line_is_accepted_by_the_deciders_after_those_before_it() => Assert.Empty(Seeds.Problems);

    [Fact]
    public void No_label_stands_for_two_claims()
    {
        var labels = Seeds.Claims.Select(c => c.Ref).OfType<string>().ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    [Fact]
    public void No_two_lines_are_one_claim()
    {
        var twice = Seeds.Claims.GroupBy(c => c.Claim.ClaimId).Where(g => g.Count() > 1).Select(g => string.Join(" = ", g.Select(c => c.Line)));
        Assert.Empty(twice);
    }

    [Fact]
    public void No_claim_of_the_research_was_dropped()
    {
        var numbers = Seeds.Claims.Select(c => Regex.Match(c.Ref ?? "", "^c([0-9]{4})[a-z]*$"))
            .Where(m => m.Success).Select(m => int.Parse(m.Groups[1].Value, null)).Distinct().Order();
        Assert.Equal(Enumerable.Range(1, 1239), numbers);
    }

    [Fact]
    public void All_expulsions_episodes_countries_and_sources_are_there()
    {
        int Count(EntityKind kind) => Seeds.Entities.Values.Count(e => e.Kind == kind);
        Assert.Equal(305, Count(EntityKind.Expulsion));
        Assert.True(Count(EntityKind.Episode) >= 9);
        var letters = Enumerable.Range('A', 26).Select(c => (char)c).ToList();
        var current = letters.SelectMany(a => letters.Select(b => $"{a}{b}")).Where(CountryCodes.IsKnown);
        Assert.Equal([.. current, "SUHH"], Seeds.Entities.Values.Where(e => e.Kind == EntityKind.Country).Select(e => e.Key));
        Assert.True(Seeds.Sources.Count >= 406);
    }

    [Fact]
    public void Every_expulsion_has_its_parties_and_a_date()
    {
        var said = Seeds.Claims.Where(c => c.Claim.Stance.Supports()).Select(c => (c.Claim.SubjectId, c.Claim.Property)).ToHashSet();
        var lacking = from e in Seeds.Entities.Values
                      where e.Kind == EntityKind.Expulsion
                      from p in new[] { "expellingParty", "sendingParty", "announcedOn", "headcount", "publicity" }
                      where !said.Contains((e.Id, $"Expulsion.{p}"))
                      select $"{e.Key}: {p}";
        Assert.Empty(lacking);
    }

    [Fact]
    public void Every_relay_of_a_chain_is_a_citation_unless_a_publisher_speaks_for_its_own_piece()
    {
        bool IsRecorded(Guid from, Guid to) =>
            Seeds.Sources[from].Citations.ContainsKey(to) || Seeds.Sources[from].Description.PublisherId == to;
        var lacking = from c in Seeds.Claims
                      where Seeds.Sources[c.Claim.SourceId].Description.Kind != SourceKind.Dataset
                      from chain in c.Claim.AttributedTo
                      from relay in chain.Prepend(c.Claim.SourceId).Zip(chain)
                      where !IsRecorded(relay.First, relay.Second)
                      select $"{c.Line}: {Seeds.Sources[relay.First].Key} → {Seeds.Sources[relay.Second].Key}";
        Assert.Empty(lacking);
    }

    [Fact]
    public void Where_words_were_read_elsewhere_that_page_cites_the_speaker() => Assert.Empty(
        from c in Seeds.Claims
        where c.Claim.ReadInSourceId is { } page && !Seeds.Sources[page].Citations.ContainsKey(c.Claim.SourceId)
        select c.Line.ToString());

    [Fact]
    public void No_lineage_is_circular_or_cites_what_was_published_later()
    {
        var graph = Seeds.Graph;
        Assert.Empty(
            from c in Seeds.Claims
            let lineage = LineageWalk.From(new(c.Claim.SourceId, c.Claim.AttributedTo), graph)
            where lineage.IsCircular || lineage.IsAnachronistic
            select c.Line.ToString());
    }
}
