using GraphQL.Types;
using KnowledgeBase.Domain.Recording;

namespace KnowledgeBase.GraphQL.Errors.UserErrors;

/// <summary>Every code that a payload's errors can have.</summary>
public sealed class ErrorCodeType : EnumerationGraphType
{
    public ErrorCodeType()
    {
        Name = "ErrorCode";
        Description = "Why a mutation was refused. Codes are added, never renamed.";
        Add(RefusalCodes.NotFound, "Nothing is registered under this id or key.");
        Add(ErrorCodes.InvalidId, "The text is not an id or key of what is expected here.");
        Add(RefusalCodes.Empty, "A text is needed here.");
        Add(RefusalCodes.TooLong, "The text is longer than its limit.");
        Add(RefusalCodes.Count, "The list has too many items, or none where one is needed.");
        Add(RefusalCodes.Malformed, "The text is not of its form.");
        Add(RefusalCodes.UnknownCountryCode, "Not an ISO 3166-1 alpha-2 code, nor an ISO 3166-3 one.");
        Add(RefusalCodes.DateMalformed, "Not an EDTF level 1 date.");
        Add(RefusalCodes.DateImpossible, "A day or month that no calendar has.");
        Add(RefusalCodes.DateOutOfRange, "A year before 0001 or after 9999.");
        Add(RefusalCodes.DateReversed, "An interval that ends before it begins.");
        Add(RefusalCodes.DateTooLong, "A text too long for a date.");
        Add(RefusalCodes.HeadcountMalformed, "Not a number of persons.");
        Add(RefusalCodes.UrlMalformed, "Not an absolute http or https address.");
        Add(RefusalCodes.UnknownProperty, "There is no property of that name.");
        Add(RefusalCodes.PropertyNotOfSubject, "The property is not said of that kind of entity.");
        Add(RefusalCodes.ValueKindMismatch, "The value's kind, target or term does not fit the property.");
        Add(RefusalCodes.ValueRequired, "The claim needs a value, or the value a language.");
        Add(RefusalCodes.SelfReference, "Something cannot refer to itself here.");
        Add(RefusalCodes.AlreadyRegistered, "The natural key is taken by something that is described otherwise.");
        Add(RefusalCodes.OtherKind, "Two entities of different kinds are never one.");
        Add(RefusalCodes.MergeCircle, "What is to survive was itself merged into what is to be absorbed.");
        Add(RefusalCodes.JudgedDifferent, "A curator judged the two entities different.");
        Add(RefusalCodes.AlreadyMerged, "The entity was merged into another one before, or the two are one by merges.");
        Add(RefusalCodes.Conflict, "Somebody changed it since: the expected version is not the current one.");
        Add(RefusalCodes.NoLongerStanding, "The claim no longer stands, or the source was retracted.");
        Add(RefusalCodes.NothingToChange, "There is nothing to remove or change.");
        Add(RefusalCodes.Erased, "The details of a person were erased on request; nothing more is recorded about them.");
        Add(RefusalCodes.SnapshotMediaType, "Not a media type that a snapshot can have.");
        Add(RefusalCodes.SnapshotUnreadable, "Bytes that are no text in their charset, or an unknown charset.");
        Add(RefusalCodes.NotAPerson, "Only natural persons' details are erased.");
        Add(RefusalCodes.IdempotencyConflict, "The idempotency key was used with another input.");
    }

    private void Add(string code, string description) => Add(code, code, description);
}
