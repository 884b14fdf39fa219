using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Reading;
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
