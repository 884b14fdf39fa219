using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Sources;

public sealed record SeenLineage(Lineage Lineage, IReadOnlyList<SeenRoot> Roots)
{
    /// <summary>Of a source: all that it cites.</summary>
    public static Loaded<SeenLineage> Of(IResolveFieldContext context, SeenSource source)
    {
        var start = LineageStart.Of(source.Row.Id);
        return context.Reads().Graph(source.Lens, start).Then(g => Walk(source.Lens, start, g ?? throw new InvalidOperationException("No graph was answered.")));
    }

    /// <summary>Of a claim: in the graph as the claims on the same value tell it, the one that the fact's roots are counted in.</summary>
    public static Loaded<SeenLineage> Of(IResolveFieldContext context, SeenClaim claim)
    {
        var (row, start) = (claim.Row, new LineageStart(claim.Row.Source, claim.Row.AttributedTo.Chains));
        return context.Reads().Details(claim.Lens, new(row.Subject, row.Property)).Then(d =>
        {
            var details = d ?? throw new InvalidOperationException("No details were answered.");
            var told = details.BySlot.Values.SelectMany(f => f.Accepted is { } accepted ? f.Alternatives.Append(accepted) : f.Alternatives)
                .FirstOrDefault(c => c.Value.Identity == row.Value?.Identity)?.Graph;
            return Walk(claim.Lens, start, details.Graph with { Citations = told ?? details.Graph.Citations.AsToldBy([start]) });
        });
    }

    private static SeenLineage Walk(Lens lens, LineageStart start, KnownGraph graph)
    {
        var lineage = LineageWalk.From(start, graph.Citations);
        // As of one claim's corroboration, so that roots that count as one are grouped here too.
        var roots = Corroboration.Of([(start, lineage)], graph.Citations).Roots;
        return new(lineage, [.. roots.Select(r => new SeenRoot(lens, r, graph))]);
    }
}

public sealed class LineageType : ObjectGraphType<SeenLineage>
{
    public LineageType()
    {
        Name = "Lineage";
        Description = "The chain of citations behind a source or a claim, down to its roots.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RootType>>>>("roots").Description("Where it ends.").Resolve(c => c.Source.Roots);
        Field<NonNullGraphType<BooleanGraphType>>("circular").Description("Some path comes back to a source that it already passed; it counts as nothing.").Resolve(c => c.Source.Lineage.IsCircular);
        Field<NonNullGraphType<BooleanGraphType>>("anachronistic").Description("Some citation points to what was published later; it was not followed.").Resolve(c => c.Source.Lineage.IsAnachronistic);
        Field<NonNullGraphType<BooleanGraphType>>("restsOnRetracted").Description("Some path ends at a source that was retracted; it was not followed.").Resolve(c => c.Source.Lineage.RestsOnRetracted);
    }
}
