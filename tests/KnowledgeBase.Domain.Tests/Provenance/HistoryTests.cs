using CsCheck;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Domain.Sources;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>What holds for every history.</summary>
public sealed class HistoryTests
{
    private static IEnumerable<Candidate> Candidates(Fact fact) => fact.Accepted is { } a ? fact.Alternatives.Prepend(a) : [];

    [Fact]
    public void Corroboration_is_what_listing_every_path_gives() => History.Any.Sample(
        h =>
        {
            foreach (var candidate in Candidates(h.Fact))
            {
                var c = candidate.Corroboration;
                Assert.Equal(
                    new Reference(h, candidate.SupportedBy).Count(),
                    (c.NamedRoots, c.UnattributedRoots, c.UnresolvedClaims, c.IsCircular, c.IsAnachronistic));
            }
        },
        iter: 6_000);

    [Fact]
    public void Roots_are_the_ends_of_the_paths_and_know_the_claims_that_reach_them() => History.Any.Sample(
        h =>
        {
            foreach (var candidate in Candidates(h.Fact))
            {
                var reference = new Reference(h, candidate.SupportedBy);
                var expected = reference.Paths.Select(p => (p.Path[^1], reference.KindOf(p.Path[^1]), p.Claim.Start)).Distinct().ToHashSet();
                Assert.Equal(expected, candidate.Corroboration.Roots.SelectMany(r => r.Starts.Select(s => (r.SourceId, r.Kind, s))).ToHashSet());
            }
        },
        iter: 2_000);

    [Fact]
    public void The_paths_listed_are_all_there_are_shortest_first_each_once() => History.Any.Sample(
        h =>
        {
            foreach (var candidate in Candidates(h.Fact))
            {
                var told = h.Graph.AsToldBy(candidate.SupportedBy.Select(c => c.Start));
                var reference = new Reference(h, candidate.SupportedBy);
                foreach (var root in candidate.Corroboration.Roots)
                {
                    foreach (var claim in candidate.SupportedBy)
                    {
                        var listed = LineagePaths.Between(claim.Start, root.SourceId, told, 1_000);
                        Assert.True(listed.AreAll);
                        Assert.Equal(listed.Paths.Select(p => p.Count).Order(), listed.Paths.Select(p => p.Count));
                        Assert.Equal(
                            reference.PathsOf(claim).Where(p => p[^1] == root.SourceId).Select(p => string.Join(' ', p)).Order(),
                            listed.Paths.Select(p => string.Join(' ', p)).Order());
                    }
                }
            }
        },
        iter: 2_000);

    [Fact]
    public void A_path_begins_at_the_claims_source_ends_at_the_root_uses_only_real_citations_and_repeats_nothing() => History.Any.Sample(
        h =>
        {
            foreach (var candidate in Candidates(h.Fact))
            {
                var told = h.Graph.AsToldBy(candidate.SupportedBy.Select(c => c.Start));
                var steps = h.Sources.SelectMany(s => s.Cites.Select(c => (s.Id, c)))
                    .Concat(candidate.SupportedBy.SelectMany(c => c.Start.AttributedTo.SelectMany(a => a.Prepend(c.Start.SourceId).Zip(a)))).ToHashSet();
                foreach (var root in candidate.Corroboration.Roots)
                {
                    foreach (var start in root.Starts)
                    {
                        var paths = LineagePaths.Between(start, root.SourceId, told, 1_000).Paths;
                        Assert.NotEmpty(paths);
                        foreach (var path in paths)
                        {
                            Assert.Equal(start.SourceId, path[0]);
                            Assert.Equal(root.SourceId, path[^1]);
                            Assert.All(path.Zip(path.Skip(1)), s => Assert.Contains(s, steps));
                            Assert.Equal(path.Count, path.Distinct().Count());
                        }
                    }
                }
            }
        },
        iter: 2_000);

    [Fact]
    public void The_order_of_claims_never_matters() => History.Any.SelectMany(h => Gen.Shuffle(h.Claims.ToArray()), (h, shuffled) => (h, shuffled)).Sample(
        t => Assert.Equal(FactText.Of(t.h.Fact), FactText.Of((t.h with { Claims = t.shuffled }).Fact)), iter: 2_000);

    [Fact]
    public void The_order_of_citations_sources_and_chains_never_matters() => History.Any.Sample(
        h =>
        {
            var turned = new History(
                [.. h.Sources.Reverse().Select(s => s with { Cites = [.. s.Cites.Reverse()] })],
                [.. h.Claims.Select(c => c with { Start = c.Start with { AttributedTo = [.. c.Start.AttributedTo.Reverse()] } })], h.Judgements);
            Assert.Equal(FactText.Of(h.Fact), FactText.Of(turned.Fact));
        },
        iter: 3_000);

    [Fact]
    public void A_new_article_that_only_cites_one_source_behind_the_value_never_changes_its_roots() => (
        from h in History.Any
        from pick in Gen.Int[0, 1_000]
        from reprints in Gen.Int[1, 3]
        select (h, pick, reprints)).Sample(
        t =>
        {
            var (h, pick, reprints) = t;
            foreach (var candidate in Candidates(h.Fact))
            {
                var behind = new Reference(h, candidate.SupportedBy).Paths.SelectMany(p => p.Path).Distinct().ToList();
                if (behind.Count == 0) continue;
                var cited = behind[pick % behind.Count];
                var rank = candidate.SupportedBy[0].Rank;
                var after = h;
                for (var i = 0; i < reprints; i++)
                {
                    var id = History.Id(100 + i);
                    after = after with
                    {
                        Sources = [.. after.Sources, new(id, SourceKind.Article, false, null, null, null, null, false, [cited])],
                        Claims = [.. after.Claims, new(id, candidate.Value, Stance.Reports, rank, null, LineageStart.Of(id), null, 1_000 + i)],
                    };
                    cited = id;
                }

                var same = Candidates(after.Fact).Single(c => c.Value.Identity == candidate.Value.Identity).Corroboration;
                Assert.Equal(
                    (candidate.Corroboration.NamedRoots, candidate.Corroboration.UnattributedRoots, candidate.Corroboration.Independence),
                    (same.NamedRoots, same.UnattributedRoots, same.Independence));
            }
        },
        iter: 6_000);

    [Fact]
    public void Named_roots_are_judged_independent_only_when_every_pair_was_judged() => History.Any.Sample(
        h =>
        {
            foreach (var candidate in Candidates(h.Fact).Where(c => c.Corroboration.Independence == Independence.JudgedIndependent))
            {
                var reference = new Reference(h, candidate.SupportedBy);
                var named = candidate.Corroboration.Roots.Where(r => r.Kind == RootKind.Named).Select(r => r.SourceId).ToList();
                Assert.True(candidate.Corroboration.NamedRoots >= 2);
                Assert.All(named.SelectMany(a => named.Where(b => b != a).Select(b => (a, b))), p => Assert.NotNull(reference.Verdict(p.a, p.b)));
            }
        },
        iter: 3_000);
}
