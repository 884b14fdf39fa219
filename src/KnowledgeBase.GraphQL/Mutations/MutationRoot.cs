using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Batching;
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
                .Description(mutation.Description)
                .Argument(new NonNullGraphType(InputFields.Build(mutation.Name, mutation.Input)), "input", a => a.Description = "What is to be recorded.")
                .ResolveAsync(async context => await RunAsync(context, mutation));
        }
    }

    private static async Task<MutationAnswer> RunAsync(IResolveFieldContext context, Mutation mutation)
    {
        if (mutation.Role is { } role) Gate.Require(context, role);
        var values = (IDictionary<string, object?>)context.Arguments!["input"].Value!;
        var input = new InputObject(values);
        var steps = mutation.Steps(input);
        var key = Key(input, mutation, values);
        var result = input.Refusals.Count > 0
            ? RecordingResult.Refused(input.Refusals)
            : Placed(await mutation.Record(context.RequestServices!, RequestAuthor.Of(context.User), steps, key, context.CancellationToken));
        context.RequestServices!.GetRequiredService<Batches>().Forget();
        return new(input.Optional<string>(InputFields.ClientMutationId), steps, result);

        RecordingResult Placed(RecordingResult recorded) =>
            recorded with { Refusals = [.. recorded.Refusals.Select(r => r with { Path = mutation.Place(input, r.Path) })] };
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
