using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Projection;
using KnowledgeBase.Store.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Subscriptions;

/// <param name="Root">Root value of the execution that answers it.</param>
/// <param name="Position">In the log.</param>
internal sealed record SourceEvent(object Root, long Position);

/// <summary>Asks the operation's field for its events; the root value of the first execution.</summary>
internal sealed class SourceStream
{
    public IAsyncEnumerable<SourceEvent>? Events { get; set; }
}

/// <summary>
/// The root of subscriptions. An operation is executed once to get the stream of its field, and then once for each event, with
/// the event as the root value: each in a scope of its own, checked like any operation, and only when the one before was sent.
/// </summary>
public sealed class SubscriptionRoot : ObjectGraphType
{
    public SubscriptionRoot()
    {
        Name = "Subscription";
        Description = "What happens from now on.";
        Add<ChangeType>("changes", "Every change after the cursor, the recorded ones first, then live: none is lost or told twice when a client goes on with the cursor of the last one it saw.",
            [
                new QueryArgument<ChangeFilterType> { Name = "filter", Description = "Only what it matches." },
                new QueryArgument<StringGraphType> { Name = "after", Description = "`cursor` of a change. Without it, only what is recorded from now on." },
            ], Changes);
        Add<EntityInterface>("entityChanged", "The entity again whenever something about it changed: itself, a claim about it, or what stands behind one. Several changes at once come as one.",
            [new QueryArgument<NonNullGraphType<IdGraphType>> { Name = "id", Description = "Its id. When it is merged, the survivor is followed." }], EntityChanged);
    }

    private void Add<T>(string name, string description, IEnumerable<QueryArgument> arguments, Func<IResolveFieldContext, IAsyncEnumerable<SourceEvent>> events)
        where T : IGraphType
    {
        var field = new FieldType
        {
            Name = name,
            Description = description,
            Type = typeof(NonNullGraphType<T>),
            Arguments = new QueryArguments(arguments),
            Resolver = new FuncFieldResolver<object>(context =>
            {
                if (context.Source is not SourceStream stream) return context.Source;
                stream.Events = events(context);
                // What the field would have answered is of no interest: the execution ends here.
                throw new ExecutionError("The subscription has begun.");
            }),
            // GraphQL.NET asks for one; the events are pulled, so that nothing has to be buffered between here and the client.
            StreamResolver = new SourceStreamResolver<object>(IObservable<object?> (IResolveFieldContext _) => throw new NotSupportedException("Subscriptions are run by SubscriptionRunner.")),
        };
        AddField(field);
    }

    private static IAsyncEnumerable<SourceEvent> Changes(IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        var after = services.GetRequiredService<ProjectedPosition>().Current;
        if (context.GetArgument<string?>("after") is { } text)
        {
            if (!Store.Reading.Paging.Cursor.TryRead(text, ChangeQueries.Ordering, out var cursor)) throw new KnowledgeBaseError(ErrorCodes.InvalidCursor, "This is not a cursor of a change.", "after");
            after = long.Parse(cursor.Values[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        return services.GetRequiredService<ChangeFeed>().FollowAsync(after, context.Filter<ChangeFilterType>(), CancellationToken.None)
            .Select(row => new SourceEvent(new SeenChange(Lens.Now, row), row.Position));
    }

    private static IAsyncEnumerable<SourceEvent> EntityChanged(IResolveFieldContext context)
    {
        var id = GlobalId.Parse(context.GetArgument<string>("id"), "id", EntityTypeNames.All);
        return context.RequestServices!.GetRequiredService<EntityFeed>().FollowAsync(id, CancellationToken.None)
            .Select(e => new SourceEvent(new SeenEntity(Lens.Now, e.Entity.Entity, e.Entity.Expulsion), e.Position));
    }
}
