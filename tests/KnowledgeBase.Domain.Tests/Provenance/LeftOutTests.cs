using CsCheck;
using KnowledgeBase.Domain.Provenance;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Provenance;

/// <summary>What falls with sources that are left out, against a listing of every path.</summary>
public sealed class LeftOutTests
{
    private static readonly Gen<(History History, HashSet<Guid> LeftOut)> Any =
        from history in History.Any
        from leftOut in Gen.Int[0, history.Sources.Count - 1].Array[1, 3]
        select (history, leftOut.Select(History.Id).ToHashSet());

    [FactAttribute]
    public void A_claim_falls_when_all_its_paths_that_end_run_through_what_is_left_out() => Any.Sample(
        (history, leftOut) =>
        {
            var graph = history.Graph.AsToldBy(history.Claims.Select(c => c.Start)).Without(leftOut);
            var paths = new Paths(history, leftOut);
            foreach (var claim in history.Claims) Assert.Equal(paths.Falls(claim), graph.Falls(claim.Start));
        },
        iter: 20_000);

    [FactAttribute]
    public void The_roots_that_are_left_are_the_ends_of_the_paths_past_what_is_left_out() => Any.Sample(
        (history, leftOut) =>
        {
            var graph = history.Graph.AsToldBy(history.Claims.Select(c => c.Start)).Without(leftOut);
            var paths = new Paths(history, leftOut);
            foreach (var claim in history.Claims.Where(c => !paths.Falls(c)))
            {
                var roots = LineageWalk.From(claim.Start, graph).Roots.Select(r => r.SourceId);
                Assert.Equal(paths.Roots(claim).Order(), roots.Order());
            }
        },
        iter: 20_000);

    [FactAttribute]
    public void Without_what_nothing_rests_on_a_fact_is_what_it_was() => History.Any.Sample(
        history =>
        {
            var elsewhere = history.Graph.Without(new HashSet<Guid> { Guid.NewGuid() });
            Assert.Equal(FactText.Of(history.Fact), FactText.Of(FactResolution.Resolve(History.Property, history.Claims, elsewhere)));
        },
        iter: 2_000);

    [FactAttribute]
    public void A_claim_falls_with_the_source_in_which_it_was_read() => Any.Sample(
        (history, leftOut) =>
        {
            var readIn = leftOut.First();
            var claims = history.Claims.Select(c => c with { ReadIn = readIn }).ToList();
            var fact = FactResolution.Resolve(History.Property, claims, history.Graph.Without(leftOut));
            Assert.Equal(claims.Count, fact.Fallen.Count);
            Assert.Equal(FactStatus.Unknown, fact.Status);
        },
        iter: 500);

    /// <summary>Lists every path without repetition.</summary>
    private sealed class Paths(History history, HashSet<Guid> leftOut)
    {
        private readonly Reference told = new(history, history.Claims);
        private readonly CitationGraph graph = history.Graph;

        public bool Falls(Evidence claim)
        {
            if (leftOut.Contains(claim.Start.SourceId)) return true;
            var ends = Beginnings(claim).SelectMany(b => b.BreaksOff || leftOut.Overlaps(b.Path) ? [!leftOut.Overlaps(b.Path)] : Ends([b.Path[^1]])).ToList();
            return ends.Contains(false) && !ends.Contains(true);
        }

        public IEnumerable<Guid> Roots(Evidence claim) => Beginnings(claim)
            .Where(b => !b.BreaksOff).SelectMany(b => Whole(b.Path)).Where(p => !leftOut.Overlaps(p)).Select(p => p[^1]).Distinct();

        /// <summary>True for each path that ends past all that is left out, false for each that meets it.</summary>
        private IEnumerable<bool> Ends(Guid[] path)
        {
            if (leftOut.Overlaps(path)) return [false];
            var open = Open(path[^1]);
            return open.Count == 0 ? [true] : open.Where(o => !path.Contains(o)).SelectMany(o => Ends([.. path, o]));
        }

        private IEnumerable<Guid[]> Whole(Guid[] path) => told.Origins(path[^1]).Count == 0
            ? [path]
            : Open(path[^1]).Where(o => !path.Contains(o)).SelectMany(o => Whole([.. path, o]));

        private List<Guid> Open(Guid id) => [.. told.Origins(id).Where(o => graph.StepBetween(id, o) == LineageStep.Open)];

        private IEnumerable<(Guid[] Path, bool BreaksOff)> Beginnings(Evidence claim)
        {
            if (claim.Start.AttributedTo.Count == 0) yield return ([claim.Start.SourceId], false);
            foreach (var chain in claim.Start.AttributedTo)
            {
                Guid[] path = [claim.Start.SourceId];
                foreach (var next in chain)
                {
                    if (graph.StepBetween(path[^1], next) != LineageStep.Open) break;
                    path = [.. path, next];
                }

                yield return (path, path.Length <= chain.Count);
            }
        }
    }
}
