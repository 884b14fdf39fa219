using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Sources;

public sealed record SeenLineage(Lineage Lineage, IReadOnlyList<SeenRoot> Roots)
{
    public static Loaded<SeenLineage> Load(IResolveFieldContext context, Lens lens, LineageStart start) => context.Reads().Graph(lens, start).Then(g =>
    {
        var graph = g ?? throw new InvalidOperationException("No graph was answered.");
        var lineage = LineageWalk.From(start, graph.Citations);
        // As of one claim's corroboration, so that roots that count as one are grouped here too.
        var roots = Corroboration.Of([(start, lineage)], graph.Citations).Roots;
        return new SeenLineage(lineage, [.. roots.Select(r => new SeenRoot(lens, r, graph))]);
    });
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
