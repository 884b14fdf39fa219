using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>The root of all mutations.</summary>
public sealed class MutationRoot : ObjectGraphType
{
    private static readonly IReadOnlyList<Mutation> All = [.. EntityMutations.All, .. IdentityMutations.All, .. SourceMutations.All, .. SnapshotMutations.All, .. ClaimMutations.All, .. ErasureMutations.All];

    public MutationRoot()
    {
        Name = "Mutation";
        Description = "Records what was found out. A mutation is recorded whole or not at all, and returns when queries show it.";
        foreach (var mutation in All)
        {
            Field(mutation.Name, new NonNullGraphType(PayloadFields.Build(mutation)))
                .Description(mutation.FullDescription)
                .WithMetadata(Gate.RoleKey, mutation.Role)
                .Argument(new NonNullGraphType(InputFields.Build(mutation.Name, mutation.Input)), "input", a => a.Description = "What is to be recorded.")
                .ResolveAsync(async context => await RunAsync(context, mutation));
        }
    }

    private static async Task<MutationAnswer> RunAsync(IResolveFieldContext context, Mutation mutation)
    {
        Gate.Require(context.User, mutation.Role);
        var values = (IDictionary<string, object?>)context.Arguments!["input"].Value!;
        var input = new InputObject(values);
        var steps = mutation.Steps(input);
        var key = Key(input, mutation, values);
        var author = RequestAuthor.Of(context.User);
        if (input.Refusals.Count == 0) await RequireOwn(context, mutation, steps, author);
        var result = input.Refusals.Count > 0
            ? RecordingResult.Refused(input.Refusals)
            : Placed(await mutation.Record(context.RequestServices!, author, steps, key, context.CancellationToken));
        context.RequestServices!.GetRequiredService<Batches>().Forget();
        return new(input.Optional<string>(InputFields.ClientMutationId), steps, result);

        RecordingResult Placed(RecordingResult recorded) =>
            recorded with { Refusals = [.. recorded.Refusals.Select(r => r with { Path = mutation.Place(input, r.Path) })] };
    }

    private static async Task RequireOwn(IResolveFieldContext context, Mutation mutation, IReadOnlyList<Step> steps, Author author)
    {
        if (mutation.TakesBack is not { } recorded || Gate.Has(context.User, Role.Curator)) return;
        var authorship = context.RequestServices!.GetRequiredService<Authorship>();
        foreach (var step in steps)
        {
            if (await recorded(authorship, step.Command, context.CancellationToken) is { } actor && actor != author.Actor)
            {
                throw new KnowledgeBaseError(ErrorCodes.Forbidden, $"Somebody else recorded it. To take that back takes the role {Principals.NameOf(Role.Curator)}.");
            }
        }
    }

    private static IdempotencyKey? Key(InputObject input, Mutation mutation, IDictionary<string, object?> values)
    {
        if (input.Optional<string>(InputFields.IdempotencyKey) is not { } key) return null;
        foreach (var refusal in new Checks().Text(key, InputFields.LongestIdempotencyKey, InputFields.IdempotencyKey).Refusals)
        {
            input.Refuse(refusal.Code, refusal.Message, refusal.Path);
        }

        return new(key, Fingerprint.Of(mutation.Name, values));
    }
}
