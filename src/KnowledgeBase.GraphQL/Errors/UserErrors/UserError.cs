using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.GraphQL.Errors.UserErrors;

/// <summary>The types of error that payloads know: what a client does differently, not every code.</summary>
public enum UserErrorKind
{
    InvalidInput,
    NotFound,
    AlreadyRegistered,
    AlreadyMerged,
    Conflict,
    NoLongerStanding,
    NothingToChange,
    Erased,
    IdempotencyConflict,
}

/// <summary>A refusal as a payload shows it.</summary>
/// <param name="Command">The command that was refused; null when no single one was.</param>
public sealed record UserError(Refusal Refusal, object? Command)
{
    public UserErrorKind Kind { get; } = KindOf(Refusal.Code);

    /// <summary>From the mutation's argument on.</summary>
    public IReadOnlyList<string> Path => Refusal.Path.Length == 0 ? ["input"] : ["input", .. Refusal.Path.Split('.')];

    public static UserErrorKind KindOf(string code) => code switch
    {
        RefusalCodes.NotFound => UserErrorKind.NotFound,
        RefusalCodes.AlreadyRegistered => UserErrorKind.AlreadyRegistered,
        RefusalCodes.AlreadyMerged => UserErrorKind.AlreadyMerged,
        RefusalCodes.Conflict => UserErrorKind.Conflict,
        RefusalCodes.NoLongerStanding => UserErrorKind.NoLongerStanding,
        RefusalCodes.NothingToChange => UserErrorKind.NothingToChange,
        RefusalCodes.Erased => UserErrorKind.Erased,
        RefusalCodes.IdempotencyConflict => UserErrorKind.IdempotencyConflict,
        // Every other code finds fault with the input alone, whatever is recorded.
        _ => UserErrorKind.InvalidInput,
    };
}
