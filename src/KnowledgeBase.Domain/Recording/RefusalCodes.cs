namespace KnowledgeBase.Domain.Recording;

/// <summary>The codes of every refusal. They are part of the API: never renamed, only added.</summary>
public static class RefusalCodes
{
    /// <summary>An id or key that nothing is registered under.</summary>
    public const string NotFound = "NOT_FOUND";
    /// <summary>A required text is empty or only white space.</summary>
    public const string Empty = "EMPTY";
    /// <summary>A text is longer than its limit.</summary>
    public const string TooLong = "TOO_LONG";
    /// <summary>A list has more items than its limit, or none where one is needed.</summary>
    public const string Count = "COUNT";
    /// <summary>A key, code or language tag that is not of its form.</summary>
    public const string Malformed = "MALFORMED";
    /// <summary>Not an ISO 3166-1 alpha-2 or ISO 3166-3 alpha-4 code.</summary>
    public const string UnknownCountryCode = "UNKNOWN_COUNTRY_CODE";
    /// <summary>Not EDTF level 1.</summary>
    public const string DateMalformed = "DATE_MALFORMED";
    /// <summary>A day or month that no calendar has.</summary>
    public const string DateImpossible = "DATE_IMPOSSIBLE";
    /// <summary>A year before 0001 or after 9999.</summary>
    public const string DateOutOfRange = "DATE_OUT_OF_RANGE";
    /// <summary>An interval that ends before it begins.</summary>
    public const string DateReversed = "DATE_REVERSED";
    /// <summary>A text too long for a date.</summary>
    public const string DateTooLong = "DATE_TOO_LONG";
    /// <summary>Not a number of persons.</summary>
    public const string HeadcountMalformed = "HEADCOUNT_MALFORMED";
    /// <summary>Not an absolute http(s) URL.</summary>
    public const string UrlMalformed = "URL_MALFORMED";
    /// <summary>No property of that name.</summary>
    public const string UnknownProperty = "UNKNOWN_PROPERTY";
    /// <summary>The property does not belong to that kind of subject.</summary>
    public const string PropertyNotOfSubject = "PROPERTY_NOT_OF_SUBJECT";
    /// <summary>The value's kind, target or term does not fit the property.</summary>
    public const string ValueKindMismatch = "VALUE_KIND_MISMATCH";
    /// <summary>A claim that supports or denies needs a value, or the stance does not allow one.</summary>
    public const string ValueRequired = "VALUE_REQUIRED";
    /// <summary>A source cannot cite, or an entity refer to, itself.</summary>
    public const string SelfReference = "SELF_REFERENCE";
    /// <summary>The natural key is taken by something else.</summary>
    public const string AlreadyRegistered = "ALREADY_REGISTERED";
    /// <summary>Two entities of different kinds are never one.</summary>
    public const string OtherKind = "OTHER_KIND";
    /// <summary>The entity was merged into another one before.</summary>
    public const string AlreadyMerged = "ALREADY_MERGED";
    /// <summary>What is to survive was itself merged into what is to be absorbed.</summary>
    public const string MergeCircle = "MERGE_CIRCLE";
    /// <summary>A curator judged the two entities different.</summary>
    public const string JudgedDifferent = "JUDGED_DIFFERENT";
    /// <summary>The expected version is not the current one.</summary>
    public const string Conflict = "CONFLICT";
    /// <summary>The claim no longer stands, or the source was retracted.</summary>
    public const string NoLongerStanding = "NO_LONGER_STANDING";
    /// <summary>There is nothing to remove, undo or change.</summary>
    public const string NothingToChange = "NOTHING_TO_CHANGE";
    /// <summary>It is about a natural person whose details were erased: nothing more is recorded of them.</summary>
    public const string Erased = "ERASED";
    /// <summary>Only natural persons' details are erased.</summary>
    public const string NotAPerson = "NOT_A_PERSON";
    /// <summary>Not a media type that a snapshot can have.</summary>
    public const string SnapshotMediaType = "SNAPSHOT_MEDIA_TYPE";
    /// <summary>Bytes that are no text in their charset, or an unknown charset.</summary>
    public const string SnapshotUnreadable = "SNAPSHOT_UNREADABLE";
    /// <summary>The same idempotency key was used with another input.</summary>
    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";
}
