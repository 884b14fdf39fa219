using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Errors.UserErrors;

public sealed class UserErrorInterface : InterfaceGraphType<UserError>
{
    public UserErrorInterface()
    {
        Name = "UserError";
        Description = "Why a mutation was refused. Nothing was recorded.";
        Field<NonNullGraphType<ErrorCodeType>>("code").Description("For programs.");
        Field<NonNullGraphType<StringGraphType>>("message").Description("A sentence for a person.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("path").Description("The place in the arguments, e.g. `[\"input\", \"claims\", \"2\", \"statedOn\"]`.");
    }
}

/// <summary>One type of error; which one an error has follows from its code.</summary>
public abstract class UserErrorType : ObjectGraphType<UserError>
{
    protected UserErrorType(UserErrorKind kind, string description)
    {
        Name = $"{kind}Error";
        Description = description;
        Interface<UserErrorInterface>();
        IsTypeOf = o => o is UserError error && error.Kind == kind;
        Field<NonNullGraphType<ErrorCodeType>>("code").Description("For programs.").Resolve(c => c.Source.Refusal.Code);
        Field<NonNullGraphType<StringGraphType>>("message").Description("A sentence for a person.").Resolve(c => Sentence.Of(c.Source.Refusal.Message));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("path").Description("The place in the arguments.").Resolve(c => c.Source.Path);
    }

    public static Type Of(UserErrorKind kind) => kind switch
    {
        UserErrorKind.InvalidInput => typeof(InvalidInputErrorType),
        UserErrorKind.NotFound => typeof(NotFoundErrorType),
        UserErrorKind.AlreadyRegistered => typeof(AlreadyRegisteredErrorType),
        UserErrorKind.AlreadyMerged => typeof(AlreadyMergedErrorType),
        UserErrorKind.Conflict => typeof(ConflictErrorType),
        UserErrorKind.NoLongerStanding => typeof(NoLongerStandingErrorType),
        UserErrorKind.NothingToChange => typeof(NothingToChangeErrorType),
        UserErrorKind.Erased => typeof(ErasedErrorType),
        UserErrorKind.IdempotencyConflict => typeof(IdempotencyConflictErrorType),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

public sealed class InvalidInputErrorType() : UserErrorType(UserErrorKind.InvalidInput, "The input is not of its form. It will not be accepted as it is.");

public sealed class NotFoundErrorType() : UserErrorType(UserErrorKind.NotFound, "The input names something that is not registered.");

public sealed class ConflictErrorType() : UserErrorType(UserErrorKind.Conflict, "Somebody changed it since it was read. Read it again and decide anew.");

public sealed class NoLongerStandingErrorType() : UserErrorType(UserErrorKind.NoLongerStanding, "What the input is about was retracted or withdrawn.");

public sealed class NothingToChangeErrorType() : UserErrorType(UserErrorKind.NothingToChange, "There is nothing that the mutation could take away or change.");

public sealed class ErasedErrorType() : UserErrorType(UserErrorKind.Erased, "The input names a natural person whose details were erased on request.");

public sealed class IdempotencyConflictErrorType() : UserErrorType(UserErrorKind.IdempotencyConflict, "The idempotency key stands for another request. Choose a new one.");

public sealed class AlreadyRegisteredErrorType : UserErrorType
{
    public AlreadyRegisteredErrorType()
        : base(UserErrorKind.AlreadyRegistered, "The natural key is taken by something that is described otherwise.")
    {
        Field<NodeInterface>("existing").Description("What has the key now.").Resolve(c => c.Source.Command switch
        {
            RegisterEntity e => c.Reads().Entity(Lens.Now, e.EntityId),
            RegisterSource s => c.Reads().Source(Lens.Now, s.SourceId),
            AssertClaim a => c.Reads().Claim(Lens.Now, a.ClaimId),
            _ => null,
        });
    }
}

public sealed class AlreadyMergedErrorType : UserErrorType
{
    public AlreadyMergedErrorType()
        : base(UserErrorKind.AlreadyMerged, "The entity was merged into another one before. Undo that merge first.")
    {
        Field<EntityInterface>("survivor").Description("The entity that it is now.").Resolve(c => c.Source.Command switch
        {
            MergeEntities m => c.Reads().Entity(Lens.Now, m.EntityId),
            JudgeIdentity j => c.Reads().Entity(Lens.Now, j.EntityId),
            _ => null,
        });
    }
}
