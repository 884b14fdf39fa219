using GraphQL.Types;
using KnowledgeBase.GraphQL.Errors.UserErrors;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>One field of the mutation root, described whole: its types are made from this.</summary>
/// <param name="Name">As in the schema, e.g. <c>citeSource</c>.</param>
/// <param name="Input">The fields of its input.</param>
/// <param name="Payload">The fields of its payload that show what changed.</param>
/// <param name="Refusals">How it can be refused, besides invalid input and a misused idempotency key, which every mutation can be.</param>
/// <param name="Steps">Makes commands of the input; what is wrong with the input it leaves in <see cref="InputObject.Refusals"/>.</param>
internal sealed record Mutation(
    string Name,
    string Description,
    Action<InputFields> Input,
    Action<PayloadFields> Payload,
    IReadOnlyList<UserErrorKind> Refusals,
    Func<InputObject, IReadOnlyList<Step>> Steps)
{
    /// <summary>Makes the place of a refused part of a command that of the input; the same where this is not set.</summary>
    public Func<InputObject, string, string> Place { get; init; } = (_, path) => path;

    public UnionGraphType ErrorUnion()
    {
        var union = new UnionGraphType { Name = $"{InputFields.Capitalised(Name)}Error", Description = $"How `{Name}` can be refused. Each is a `UserError`." };
        foreach (var kind in Refusals.Append(UserErrorKind.InvalidInput).Append(UserErrorKind.IdempotencyConflict)) union.Type(UserErrorType.Of(kind));
        return union;
    }

    /// <summary>A step about something that exists, with the version that the client expects.</summary>
    public static IReadOnlyList<Step> One(InputObject input, object command) => [new(command, "", input.Number(InputFields.ExpectedVersion))];
}
