using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;

namespace KnowledgeBase.GraphQL.Types.Changes;

/// <summary>What changes were recorded together in.</summary>
public abstract class OriginType : ObjectGraphType<SeenOrigin>
{
    protected OriginType(OriginKind kind, string description, string key)
    {
        Name = kind.ToString();
        Description = description;
        Interface<NodeInterface>();
        IsTypeOf = o => o is SeenOrigin origin && origin.Kind == kind;
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque id.").Resolve(c => Origins.IdOf(c.Source));
        Field<NonNullGraphType<StringGraphType>>("key").Description(key).Resolve(c => c.Source.Key);
        Field<NonNullGraphType<StringGraphType>>("recordedBy").Description("Who recorded it.").Resolve(c => c.Reads().FirstOf(c.Source).Then(first => first?.RecordedBy));
        Field<NonNullGraphType<DateTimeGraphType>>("begunAt").Description("When its first change was recorded (UTC).").Resolve(c => c.Reads().FirstOf(c.Source).Then(first => first?.RecordedAt.UtcDateTime));
        Field<NonNullGraphType<ConnectionType<ChangeType>>>("changes").Description("What was recorded in it, in order; `totalCount` says how many changes these are.").Paged().Filtered(typeof(ChangeFilterType))
            .Resolve(c =>
            {
                var (lens, key) = (c.Source.Lens, c.Source.Key);
                var request = new ListRequest(ChangeQueries.Ordering, c.Page(ChangeQueries.Ordering), c.Filter<ChangeFilterType>());
                return c.Reads().Below(c, lens, key, request,
                    (keys, cancel) => c.Reads().Origins.ChangesAsync(lens, request, kind, keys, cancel), r => new SeenChange(lens, r)).ToConnection();
            });
    }
}

public sealed class ImportType() : OriginType(OriginKind.Import, "Lines that were recorded together.", "The id that the importer reports (a UUID); it follows from the lines.");

public sealed class RequestType() : OriginType(OriginKind.Request, "A request in which changes were recorded.", "Its id, which traces and logs have too.");
