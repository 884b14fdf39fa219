using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Identity;
using KnowledgeBase.Store.Reading.Paging;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Types.Erasure;

public sealed class ErasurePreviewType : ObjectGraphType<ErasurePreview>
{
    public ErasurePreviewType()
    {
        Name = "ErasurePreview";
        Description = "What `eraseSubject` would touch now. Nothing is changed by looking.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("names")
            .Description("What the person is or was called, and what else was asked to be searched for.").Resolve(c => c.Source.Names);
        Field<NonNullGraphType<ErasureCountsType>>("counts").Description("How much would lose its details.").Resolve(c => c.Source.Counts);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EntityReferenceType>>>>("entities")
            .Description($"The person or diplomat, and whatever it is merged with by now: all of them are erased. At most {IdentityQueries.MostAbsorbed}; empty for a source. Undo a merge first that was a mistake.")
            .Resolve(c => c.Source.Entities.Take(IdentityQueries.MostAbsorbed).Select(id => c.Reads().Reference(Lens.Now, id)).ToList().Together());
        Field<SourceType>("source").Description("The source; null for a person or diplomat.").Resolve(c => c.Source.SourceId is { } id ? c.Reads().Source(Lens.Now, id) : null);
        Field<NonNullGraphType<ConnectionType<ClaimType>>>("claims").Description("The claims that would lose details, in the order in which they were recorded.").Paged().ResolveAsync(async c =>
        {
            var ordering = ClaimQueries.Ordering();
            var page = await c.Reads().Claims.PageAmongAsync(c.Source.Claims, new(ordering, c.Page(ordering)), c.CancellationToken);
            return page.Select(r => new SeenClaim(Lens.Now, r)).ToConnection();
        });
        Field<NonNullGraphType<ConnectionType<ChangeType>>>("changes").Description("The changes whose details would be erased, in order.").Paged().ResolveAsync(async c =>
        {
            var page = await c.Reads().Changes.PageAmongAsync(c.Source.Positions, c.Page(ChangeQueries.Ordering), c.CancellationToken);
            return page.Select(r => new SeenChange(Lens.Now, r)).ToConnection();
        });
        Field<NonNullGraphType<ConnectionType<ErasureMentionType>>>("elsewhere")
            .Description("Other changes in which a name stands, in any case and without accents, in order. `eraseSubject` leaves them alone unless they are named in `alsoRedact`. Searches the whole log.")
            .Paged().ResolveAsync(async c =>
            {
                var previews = c.RequestServices!.GetRequiredService<ErasurePreviews>();
                return (await previews.MentionsAsync(c.Source, c.Page(ErasurePreviews.Ordering), c.CancellationToken)).ToConnection();
            });
    }
}

public sealed class ErasureCountsType : ObjectGraphType<ErasureCounts>
{
    public ErasureCountsType()
    {
        Name = "ErasureCounts";
        Description = "How much an erasure would take details from.";
        Field<NonNullGraphType<IntGraphType>>("changes").Description("Recorded changes.").Resolve(c => c.Source.Changes);
        Field<NonNullGraphType<IntGraphType>>("entities").Description("Persons or diplomats: more than one where some were merged.").Resolve(c => c.Source.Entities);
        Field<NonNullGraphType<IntGraphType>>("sources").Description("The source itself, and others of which a citation of it, or a judgement with it, is worded.").Resolve(c => c.Source.Sources);
        Field<NonNullGraphType<IntGraphType>>("claims").Description("Claims.").Resolve(c => c.Source.Claims);
        Field<NonNullGraphType<IntGraphType>>("quotations").Description("Claims of which a quotation goes.").Resolve(c => c.Source.Quotations);
        Field<NonNullGraphType<IntGraphType>>("snapshots").Description("Snapshots that go: of the source itself. Those of others in which a name stands are listed in `elsewhere`.").Resolve(c => c.Source.Snapshots);
    }
}

public sealed class ErasureMentionType : ObjectGraphType<ErasureMention>
{
    public ErasureMentionType()
    {
        Name = "ErasureMention";
        Description = "A change that may tell of the person, too.";
        Field<NonNullGraphType<ChangeType>>("change").Description("The change.").Resolve(c => c.Reads().Change(Lens.Now, c.Source.Position));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("texts").Description("Its texts in which a name stands.").Resolve(c => c.Source.Texts);
    }
}
