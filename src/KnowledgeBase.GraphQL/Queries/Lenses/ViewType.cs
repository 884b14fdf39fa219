using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Queries.Lenses;

/// <summary>
/// The root of all queries, seen through a lens. A type of its own: clients' caches keep whatever has the type Query in one
/// place, where what was known then would overwrite what is known now.
/// </summary>
public sealed class ViewType : QueryFields
{
    public ViewType()
    {
        Name = "View";
        Description = "What is recorded, and what follows from it, as it is seen through a lens.";
        Field<NonNullGraphType<LensInUseType>>("lens").Description("From where it is seen.").Resolve(c => c.Lens());
        Field<NonNullGraphType<ConnectionType<FactInterface>>>("changedFacts")
            .Description("The facts that the lens changes by the sources that it leaves out and by its date: what stood, what stands. None through a lens that has neither.")
            .WithEffects(LensEffects.All).Paged()
            .ResolveAsync(async c => (await c.Reads().ChangedFactsAsync(c.Lens(), LensEffects.Read(c), c.Page(FactQueries.Ordering), c.CancellationToken)).ToConnection());
    }
}

public sealed class LensInUseType : ObjectGraphType<Lens>
{
    private const int MostLeftOut = 100;

    public LensInUseType()
    {
        Name = "LensInUse";
        Description = "From where something is seen.";
        Field<ChangeType>("knownAt").Description("The last change that is known from there; null for now, and for an instant before the first change.")
            .Resolve(c => c.Source is { IsKnownAt: true, At: { } at } ? c.Reads().Change(new Lens(at), at) : null);
        Field<EdtfDateType>("validAt").Description("When in the world; null for any time.").Resolve(c => c.Source.View?.ValidAt?.Text);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>("withoutSources").Description("The sources that are left out by name.")
            .Resolve(c => Sources(c, c.Source.View?.WithoutSources ?? []));
        Field<NonNullGraphType<IntGraphType>>("leftOutCount").Description("How many sources are left out: those, and all that they published.").Resolve(c => c.Source.View?.LeftOut.Count ?? 0);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>("leftOut").Description($"The first {MostLeftOut} of these.")
            .Resolve(c => Sources(c, c.Source.View?.LeftOut.Order().Take(MostLeftOut) ?? []));
    }

    private static Loaded<List<SeenSource>> Sources(IResolveFieldContext<Lens> context, IEnumerable<Guid> ids) =>
        ids.Select(id => context.Reads().Source(context.Source, id)).ToList().Together();
}
