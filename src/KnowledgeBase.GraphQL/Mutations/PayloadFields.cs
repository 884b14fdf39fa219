using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Describes the fields of a mutation's payload.</summary>
internal sealed class PayloadFields(ObjectGraphType<MutationAnswer> type)
{
    public static ObjectGraphType<MutationAnswer> Build(Mutation mutation)
    {
        var type = new ObjectGraphType<MutationAnswer>
        {
            Name = $"{InputFields.Capitalised(mutation.Name)}Payload",
            Description = $"What became of `{mutation.Name}`: recorded, or refused and nothing recorded.",
        };
        type.Field<StringGraphType>(InputFields.ClientMutationId).Description("As it was sent.").Resolve(c => c.Source.ClientMutationId);
        mutation.Payload(new(type));
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<ChangeType>>>>("changes")
            .Description("What was recorded, in order; empty when it was refused, or recorded already in other words than these.").ResolveAsync(Changes);
        type.Field("errors", new NonNullGraphType(new ListGraphType(new NonNullGraphType(mutation.ErrorUnion()))))
            .Description("Why it was refused; empty when it was not.").Resolve(c => c.Source.Errors);
        return type;
    }

    /// <summary>The entity that the mutation is about.</summary>
    public PayloadFields Entity<T>(string name, string description)
        where T : IGraphType => Add<T>(name, description, (c, ids) => c.Reads().Entity(Lens.Now, ids[0]));

    /// <summary>An entity that a command names, as it is now.</summary>
    public PayloadFields Entity<T, TCommand>(string name, string description, Func<TCommand, Guid> id)
        where T : IGraphType => Add<T>(name, description, (c, _) => c.Reads().Entity(Lens.Now, id((TCommand)c.Source.Steps[0].Command)));

    /// <summary>An entity that a command names, as it was registered.</summary>
    public PayloadFields Reference<TCommand>(string name, string description, Func<TCommand, Guid> id) =>
        Add<EntityReferenceType>(name, description, (c, _) => c.Reads().Reference(Lens.Now, id((TCommand)c.Source.Steps[0].Command)));

    public PayloadFields IdentityJudgement()
    {
        type.Field<IdentityJudgementType>("judgement").Description("The judgement, as it is now; null when the mutation was refused.").ResolveAsync(async c =>
        {
            if (c.Source.Result.IsRefused || c.Source.Steps[0].Command is not JudgeIdentity judged) return null;
            var row = await c.Reads().Identities.JudgementAsync(Lens.Now, judged.EntityId, judged.OtherEntityId, c.CancellationToken);
            return row is null ? null : new SeenIdentityJudgement(Lens.Now, row);
        });
        return this;
    }

    /// <summary>The source that the mutation is about, as it is now.</summary>
    public PayloadFields Source() => Add<SourceType>("source", "The source, as it is now; null when the mutation was refused.", (c, ids) => c.Reads().Source(Lens.Now, ids[0]));

    /// <summary>A source that a command names.</summary>
    public PayloadFields Source<TCommand>(string name, string description, Func<TCommand, Guid> id) =>
        Add<SourceType>(name, description, (c, _) => c.Reads().Source(Lens.Now, id((TCommand)c.Source.Steps[0].Command)));

    public PayloadFields Citation<TCommand>(Func<TCommand, (Guid Citing, Guid Cited)> pair)
    {
        type.Field<CitationType>("citation").Description("The citation, as it is now; null when the mutation was refused.").ResolveAsync(async c =>
        {
            if (c.Source.Result.IsRefused) return null;
            var (citing, cited) = pair((TCommand)c.Source.Steps[0].Command);
            var row = await c.Reads().Sources.CitationAsync(Lens.Now, citing, cited, c.CancellationToken);
            return row is null ? null : new SeenCitation(Lens.Now, row);
        });
        return this;
    }

    public PayloadFields Snapshot()
    {
        type.Field<SnapshotType>("snapshot").Description("The snapshot, or the one from before that has the very same content; null when the mutation was refused.").ResolveAsync(async c =>
        {
            if (c.Source.Result.IsRefused) return null;
            var command = (TakeSnapshot)c.Source.Steps[0].Command;
            var row = await c.Reads().Snapshots.LastAsync(Lens.Now, command.SourceId, command.Sha256, c.CancellationToken);
            return row is null ? null : new SeenSnapshot(Lens.Now, row);
        });
        return this;
    }

    public PayloadFields Claim() => Add<ClaimType>("claim", "The claim, as it is now; null when the mutation was refused.", (c, ids) => c.Reads().Claim(Lens.Now, ids[0]));

    public PayloadFields Claims()
    {
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<ClaimType>>>>("claims")
            .Description("The claims in the order of the input, also those that were recorded before; empty when the mutation was refused.")
            .ResolveAsync(async c => await Task.WhenAll(c.Source.Result.Targets.Select(id => c.Reads().Claim(Lens.Now, id)).ToList()
                .Select(loaded => loaded.GetResultAsync(c.CancellationToken))));
        return this;
    }

    private PayloadFields Add<T>(string name, string description, Func<IResolveFieldContext<MutationAnswer>, IReadOnlyList<Guid>, object?> read)
        where T : IGraphType
    {
        type.Field<T>(name).Description(description).Resolve(c => c.Source.Result.IsRefused ? null : read(c, c.Source.Result.Targets));
        return this;
    }

    private static async Task<object?> Changes(IResolveFieldContext<MutationAnswer> context)
    {
        var positions = context.Source.Result.Changes.Select(c => c.Position).ToList();
        if (positions.Count == 0) return Array.Empty<SeenChange>();
        var rows = await context.Reads().Changes.AtAsync(Lens.Now, positions, context.CancellationToken);
        return positions.Select(p => new SeenChange(Lens.Now, rows[p])).ToList();
    }
}
