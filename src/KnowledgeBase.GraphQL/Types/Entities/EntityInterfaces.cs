using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;

namespace KnowledgeBase.GraphQL.Types.Entities;

public sealed class EntityInterface : InterfaceGraphType<SeenEntity>
{
    public EntityInterface()
    {
        Name = "Entity";
        Description = "Something that claims are made about.";
        Interface<NodeInterface>();
        this.Declare(EntityFields.AddTo);
    }
}

public sealed class PartyInterface : InterfaceGraphType<SeenEntity>
{
    public PartyInterface()
    {
        Name = "Party";
        Description = "Who expels, or whose staff is expelled: a country or an organisation.";
        Interface<NodeInterface>();
        Interface<EntityInterface>();
        this.Declare(EntityFields.AddTo);
        this.Declare(PartyFields.AddTo);
    }
}

public sealed class IndividualInterface : InterfaceGraphType<SeenEntity>
{
    public IndividualInterface()
    {
        Name = "Individual";
        Description = "A natural person: a diplomat or somebody else that a story names.";
        Interface<NodeInterface>();
        Interface<EntityInterface>();
        this.Declare(EntityFields.AddTo);
        Field<StringGraphType>("name").Description("Name of the person.");
        Field<CountryType>("nationality").Description("Country whose national the person is.");
    }
}
