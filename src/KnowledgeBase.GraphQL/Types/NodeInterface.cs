using GraphQL.Types;

namespace KnowledgeBase.GraphQL.Types;

public sealed class NodeInterface : InterfaceGraphType
{
    public NodeInterface()
    {
        Name = "Node";
        Description = "Anything with an id of its own.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque id.");
    }
}
