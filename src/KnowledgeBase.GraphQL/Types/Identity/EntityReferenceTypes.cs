using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Identity;

namespace KnowledgeBase.GraphQL.Types.Identity;

/// <summary>An entity under the id that it was registered with.</summary>
public sealed record SeenReference(Lens Lens, EntityReferenceRow Row);

public sealed class EntityReferenceType : ObjectGraphType<SeenReference>
{
    public EntityReferenceType()
    {
        Name = "EntityReference";
        Description = "An entity as it was registered, whether or not it was merged into another one.";
        Field<NonNullGraphType<IdGraphType>>("entityId").Description("The id that it was registered with; `node(id:)` answers the entity that it is now.")
            .Resolve(c => GlobalId.Of(c.Source.Row.Entity.Kind.ToString(), c.Source.Row.Entity.Id, c.Source.Lens));
        Field<NonNullGraphType<StringGraphType>>("key").Description("Natural key with its kind; `entity(key:)` answers the entity that it is now.").Resolve(c => EntityKeys.Write(c.Source.Row.Entity));
        Field<NonNullGraphType<StringGraphType>>("label").Description("Its own label.").Resolve(c => c.Source.Row.Entity.Label);
        Field<NonNullGraphType<LongType>>("version").Description(VersionField.Description).Resolve(c => c.Reads().Version(c.Source.Lens, c.Source.Row.Entity.Id));
        Field<NonNullGraphType<EntityInterface>>("entity").Description("The entity that it is now, over all merges.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Row.Entity.Id));
        Field<EntityMergeType>("merge").Description("How it was merged into another one; null while it is one of its own.").Resolve(c => c.Source.Row.Merge is null ? null : c.Source);
    }
}

public sealed class EntityMergeType : ObjectGraphType<SeenReference>
{
    public EntityMergeType()
    {
        Name = "EntityMerge";
        Description = "That an entity turned out to be another one.";
        Field<NonNullGraphType<EntityReferenceType>>("into").Description("What it was merged into, as it was named: that may have been merged in turn.")
            .Resolve(c => c.Reads().Reference(c.Source.Lens, c.Source.Row.Merge!.Survivor));
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why.").Resolve(c => c.Source.Row.Merge!.Reason);
        Field<NonNullGraphType<ChangeType>>("change").Description("Who merged them, and when.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.Merge!.Recorded));
    }
}
