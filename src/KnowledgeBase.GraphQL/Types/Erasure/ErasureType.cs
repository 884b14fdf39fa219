using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Erasure;

public sealed class ErasureType : ObjectGraphType<ErasureRow>
{
    public ErasureType()
    {
        Name = "Erasure";
        Description = "That the details of a natural person were erased on request.";
        Field<NonNullGraphType<ChangeType>>("change").Description("Who erased them, and when (the last time, when more was erased later).").Resolve(c => c.Reads().Change(Lens.Now, c.Source.Position));
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why.").Resolve(c => c.Source.Reason);
        Field<NonNullGraphType<IntGraphType>>("events").Description("How many recorded events were rewritten for it.").Resolve(c => c.Source.Events);
    }
}
