using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using static System.FormattableString;

namespace KnowledgeBase.GraphQL.Types.Changes;

public sealed class ChangeType : ObjectGraphType<SeenChange>
{
    public ChangeType()
    {
        Name = "Change";
        Description = "One recorded event.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque id.").Resolve(c => new GlobalId("Change", Invariant($"{c.Source.Row.Position}"), LensCode.Write(c.Source.Lens)).ToString());
        Field<NonNullGraphType<LongType>>("position").Description("Its place in the log: later changes have higher ones. Not without gaps.").Resolve(c => c.Source.Row.Position);
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("Its place in `changes`, for `after`: of the query and of the subscription.")
            .Resolve(c => new Cursor([Invariant($"{c.Source.Row.Position}")]).Write(ChangeQueries.Ordering.Name));
        Field<NonNullGraphType<DateTimeGraphType>>("recordedAt").Description("When it was recorded (UTC).").Resolve(c => c.Source.Row.RecordedAt.UtcDateTime);
        Field<NonNullGraphType<StringGraphType>>("recordedBy").Description("Who recorded it.").Resolve(c => c.Source.Row.RecordedBy);
        Field<NonNullGraphType<ChangeKindType>>("kind").Description("What happened.").Resolve(c => c.Source.Row.Kind);
        Field<EntityInterface>("entity").Description("The entity that it is about; for a claim, its subject.").Resolve(Entity);
        Field<SourceType>("source").Description("The source that it is about; for a claim, the one that made it; for a judgement on two sources, the first of them.").Resolve(Source);
        Field<ClaimType>("claim").Description("The claim that it is about; null when it is about none.").Resolve(c => Claim(c));
        Field<NonNullGraphType<StringGraphType>>("summary").Description("What happened, in one sentence. Names are those known through the lens, which may be others than at the time.")
            .Resolve(c => Telling.Story(c).Then(story => Telling.Tell(c, c.Source.Lens, story!.Summary)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ChangedFieldType>>>>("details").Description("What it altered, field by field.")
            .Resolve(c => Telling.Story(c).Then(story => story!.Details.Select(f => new SeenChangedField(c.Source.Lens, f))));
        Field<NonNullGraphType<ConnectionType<FactChangeType>>>("effects")
            .Description("The facts whose accepted value, status or corroboration it altered, by subject and property. It is told as it happened, with every source, also through a lens that leaves some out.").Paged()
            .Resolve(Effects);
        Field<RequestType>("request").Description("The request in which it was recorded; null when it had none.")
            .Resolve(c => c.Source.Row.RequestId is { } id ? new SeenOrigin(c.Source.Lens, OriginKind.Request, id) : null);
        Field<ImportType>("import").Description("The import in which it was recorded; null when it was none.")
            .Resolve(c => c.Source.Row.ImportId is { } id ? new SeenOrigin(c.Source.Lens, OriginKind.Import, id.ToString("D")) : null);
    }

    private static Loaded<Connection> Effects(IResolveFieldContext<SeenChange> context)
    {
        var (lens, row) = context.Source;
        var request = new ListRequest(EffectQueries.Ordering, context.Page(EffectQueries.Ordering));
        return context.Reads().Below(context, lens, row.Position, request,
            (positions, cancel) => context.Reads().Effects.OfChangesAsync(lens, request, positions, cancel), r => new SeenFactChange(lens, r)).ToConnection();
    }

    private static Loaded<SeenClaim?>? Claim(IResolveFieldContext<SeenChange> context) =>
        context.Source.Row.ClaimId is { } id ? context.Reads().Claim(context.Source.Lens, id) : null;

    private static object? Entity(IResolveFieldContext<SeenChange> context)
    {
        var (lens, row) = context.Source;
        if (row.EntityId is { } id) return context.Reads().Entity(lens, id);
        return Claim(context)?.Then(c => c is null ? null : context.Reads().Entity(lens, c.Row.Subject));
    }

    private static object? Source(IResolveFieldContext<SeenChange> context)
    {
        var (lens, row) = context.Source;
        if (row.SourceId is { } id) return context.Reads().Source(lens, id);
        return Claim(context)?.Then(c => c is null ? null : context.Reads().Source(lens, c.Row.Source));
    }
}
