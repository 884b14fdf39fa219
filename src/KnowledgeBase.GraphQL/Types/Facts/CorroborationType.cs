using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Facts;

/// <summary>Counts that are at hand, and roots that are loaded when they are asked for.</summary>
/// <param name="Roots">Null when there are none.</param>
public sealed record SeenCorroboration(
    int NamedRoots, int UnattributedRoots, int UnresolvedClaims, bool IsCircular, bool IsAnachronistic, Independence Independence,
    Func<IResolveFieldContext, Loaded<IReadOnlyList<SeenRoot>>>? Roots)
{
    public static SeenCorroboration Of(SeenFact fact) => fact.Row is not { } row
        ? new(0, 0, 0, false, false, Independence.NoRoot, null)
        : new(
            row.NamedRoots, row.UnattributedRoots, row.UnresolvedClaims, row.IsCircular, row.IsAnachronistic, row.Independence,
            context => context.Reads().Details(fact.Lens, fact.Key).Then(d => d?.BySlot.GetValueOrDefault(row.Slot) is { } resolved
                && resolved.Accepted is { } accepted ? Seen(accepted, fact.Lens, d.Graph) : []));

    public static SeenCorroboration Of(SeenCandidate candidate)
    {
        var c = candidate.Candidate.Corroboration;
        var roots = Seen(candidate.Candidate, candidate.Lens, candidate.Details.Graph);
        return new(c.NamedRoots, c.UnattributedRoots, c.UnresolvedClaims, c.IsCircular, c.IsAnachronistic, c.Independence, _ => new(_ => Task.FromResult(roots)));
    }

    /// <summary>Paths are listed in the same graph that the roots were counted in: as the claims on the value tell it.</summary>
    private static IReadOnlyList<SeenRoot> Seen(Candidate candidate, Lens lens, KnownGraph graph)
    {
        var told = graph with { Citations = candidate.Graph };
        return [.. candidate.Corroboration.Roots.Select(r => new SeenRoot(lens, r, told))];
    }
}

public sealed class CorroborationType : ObjectGraphType<SeenCorroboration>
{
    public CorroborationType()
    {
        Name = "Corroboration";
        Description = "How many independent roots stand behind a value. Reprints, translations and citers add nothing.";
        Field<NonNullGraphType<IntGraphType>>("namedRoots").Description("Named roots; those judged dependent on each other count once.").Resolve(c => c.Source.NamedRoots);
        Field<NonNullGraphType<IntGraphType>>("unattributedRoots").Description("Anonymous roots; all that share a conduit count once.").Resolve(c => c.Source.UnattributedRoots);
        Field<NonNullGraphType<IntGraphType>>("unresolvedClaims").Description("Supporting claims whose lineage ends nowhere that counts.").Resolve(c => c.Source.UnresolvedClaims);
        Field<NonNullGraphType<BooleanGraphType>>("circular").Description("Some lineage runs in a circle; the circle counts as nothing.").Resolve(c => c.Source.IsCircular);
        Field<NonNullGraphType<BooleanGraphType>>("anachronistic").Description("Some citation points to what was published later; it was not followed.").Resolve(c => c.Source.IsAnachronistic);
        Field<NonNullGraphType<IndependenceType>>("independence").Description("Whether the named roots are independent of each other.").Resolve(c => c.Source.Independence);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RootType>>>>("roots").Description("Where the lineages end: named roots, then unattributed ones, then unresolved ones.")
            .Resolve(c => c.Source.Roots is { } roots ? roots(c) : Array.Empty<SeenRoot>());
    }
}

public sealed class RootType : ObjectGraphType<SeenRoot>
{
    private const int MostPaths = 10;

    public RootType()
    {
        Name = "Root";
        Description = "A source where a lineage ends.";
        Field<NonNullGraphType<SourceType>>("source").Description("What stands there.").Resolve(c => Source(c.Source, c.Source.Root.SourceId));
        Field<NonNullGraphType<RootKindType>>("kind").Description("How it counts.").Resolve(c => c.Source.Root.Kind);
        Field<NonNullGraphType<IntGraphType>>("group").Description("Roots of one kind with the same group count as one.").Resolve(c => c.Source.Root.Group);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>>>("paths")
            .Description($"The paths to it, shortest first, at most {MostPaths}: each begins with the source of a claim and ends with the root.")
            .Resolve(c => Paths(c.Source).Paths.Select(p => p.Select(id => Source(c.Source, id)).ToList()).ToList());
        Field<NonNullGraphType<BooleanGraphType>>("pathsAreAll").Description("False when there are more paths than are listed.").Resolve(c => Paths(c.Source).AreAll);
    }

    private static SeenSource Source(SeenRoot root, Guid id) => new(root.Lens, root.Graph.Sources[id]);

    private static PathsToRoot Paths(SeenRoot root)
    {
        var found = root.Root.Starts.Select(s => LineagePaths.Between(s, root.Root.SourceId, root.Graph.Citations, MostPaths)).ToList();
        var paths = found.SelectMany(f => f.Paths).DistinctBy(p => string.Join('>', p)).OrderBy(p => p.Count).ToList();
        return new([.. paths.Take(MostPaths)], paths.Count <= MostPaths && found.TrueForAll(f => f.AreAll));
    }
}
