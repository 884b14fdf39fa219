using GraphQL.Types;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.Store.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Records the steps of a mutation.</summary>
internal delegate Task<RecordingResult> Recording(
    IServiceProvider services, Author author, IReadOnlyList<Step> steps, IdempotencyKey? key, CancellationToken cancellation);

/// <summary>Finds who recorded what a command is about; null when there is no such thing.</summary>
internal delegate Task<string?> Recorded(Authorship authorship, object command, CancellationToken cancellation);

/// <summary>One field of the mutation root, described whole: its types are made from this.</summary>
/// <param name="Name">As in the schema, e.g. <c>citeSource</c>.</param>
/// <param name="Role">The role that it takes.</param>
/// <param name="Input">The fields of its input.</param>
/// <param name="Payload">The fields of its payload that show what changed.</param>
/// <param name="Refusals">How it can be refused, besides invalid input, a misused idempotency key and what was erased, as every mutation can be.</param>
/// <param name="Steps">Makes commands of the input; what is wrong with the input it leaves in <see cref="InputObject.Refusals"/>.</param>
internal sealed record Mutation(
    string Name,
    Role Role,
    string Description,
    Action<InputFields> Input,
    Action<PayloadFields> Payload,
    IReadOnlyList<UserErrorKind> Refusals,
    Func<InputObject, IReadOnlyList<Step>> Steps)
{
    /// <summary>
    /// Who recorded what a step takes back; null where it takes back nothing. What somebody else recorded takes a curator to take back.
    /// </summary>
    public Recorded? TakesBack { get; init; }

    /// <summary>What the schema says of it.</summary>
    public string FullDescription => TakesBack is null
        ? $"{Description} Takes the role {Principals.NameOf(Role)}."
        : $"{Description} Takes the role {Principals.NameOf(Role)}; for what somebody else recorded, {Principals.NameOf(Role.Curator)}.";

    /// <summary>How its steps are recorded.</summary>
    public Recording Record { get; init; } = (services, author, steps, key, cancellation) =>
        services.GetRequiredService<Recorder>().RecordAsync(author, steps, key, cancellation);

    /// <summary>Makes the place of a refused part of a command that of the input; the same where this is not set.</summary>
    public Func<InputObject, string, string> Place { get; init; } = (_, path) => path;

    public UnionGraphType ErrorUnion()
    {
        var union = new UnionGraphType { Name = $"{InputFields.Capitalised(Name)}Error", Description = $"How `{Name}` can be refused. Each is a `UserError`." };
        foreach (var kind in Refusals.Append(UserErrorKind.Erased).Append(UserErrorKind.InvalidInput).Append(UserErrorKind.IdempotencyConflict)) union.Type(UserErrorType.Of(kind));
        return union;
    }

    /// <summary>A step about something that exists, with the version that the client expects.</summary>
    public static IReadOnlyList<Step> One(InputObject input, object command) => [new(command, "", input.Number(InputFields.ExpectedVersion))];
}
