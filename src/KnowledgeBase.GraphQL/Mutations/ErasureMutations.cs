using GraphQL.Types;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Erasure;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>The mutation that takes something out of the log.</summary>
internal static class ErasureMutations
{
    private const int MostAlsoRedacted = 1_000;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("eraseSubject", Role.Administrator,
            "Erases the details of a natural person on request, for good: from the log, from all that follows from it, and through every lens. Look at `erasurePreview` first. "
            + "What is left says that something was recorded, and that it was erased, when, by whom and why.",
            input => input.Optional<IdGraphType>("entity", "A person or a diplomat: its id, or its key with its kind, such as `person:somebody`. Either this or `source`.")
                .OptionalSource("source", "A source that is a person, an informant or a reader's comment. Either this or `entity`.")
                .Required<StringGraphType>("reason", "Why, in a sentence that does not name the person: it stays.")
                .Optional<ListGraphType<NonNullGraphType<IdGraphType>>>(
                    "alsoRedact", $"Ids of further changes that tell of the person: their free texts go, too. At most {MostAlsoRedacted}."),
            payload => payload.Entity<EntityInterface>("entity", "What is left of the person or diplomat; null for a source, and when the mutation was refused.").Source(),
            [UserErrorKind.NotFound],
            input =>
            {
                var (entity, source) = (input.OptionalReference("entity", References.Entity), input.OptionalReference("source", References.Source));
                if (entity is null == source is null) input.Refuse(RefusalCodes.Count, "Name an entity or a source, one of the two.", entity is null ? "entity" : "source");
                var further = input.Changes("alsoRedact");
                if (further.Count > MostAlsoRedacted) input.Refuse(RefusalCodes.Count, $"At most {MostAlsoRedacted} further changes.", "alsoRedact");
                return [new Step(new EraseSubject(entity, source, input.Required<string>("reason"), further))];
            })
        {
            Record = (services, author, steps, key, cancellation) =>
                services.GetRequiredService<Eraser>().EraseAsync(author, (EraseSubject)steps[0].Command, key, cancellation),
        },
    ];
}
