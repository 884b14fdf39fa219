namespace KnowledgeBase.GraphQL.Errors;

/// <summary>
/// Codes of errors that are no refusals of the domain (those are <c>RefusalCodes</c>). They are part of the API: never renamed,
/// only added. docs/errors.md explains each.
/// </summary>
public static class ErrorCodes
{
    /// <summary>An argument that no query could have, or variables that do not fit their types.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";
    /// <summary>A text that is not an id of this API.</summary>
    public const string InvalidId = "INVALID_ID";
    /// <summary>A text that is not a cursor, or a cursor of another list or ordering.</summary>
    public const string InvalidCursor = "INVALID_CURSOR";

    /// <summary>A sum would have more groups than are answered.</summary>
    public const string TooManyGroups = "TOO_MANY_GROUPS";
    /// <summary>A sum would run over more aggregates than are added up at once.</summary>
    public const string TooManyAggregates = "TOO_MANY_AGGREGATES";

    /// <summary>The document is not GraphQL.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";
    /// <summary>The document does not fit the schema.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";
    /// <summary>The document has no such operation, or several and none was named.</summary>
    public const string OperationResolutionFailure = "OPERATION_RESOLUTION_FAILURE";

    /// <summary>Nobody is signed in where somebody has to be, or what was sent to sign in with is good for nothing.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";
    /// <summary>Whoever asks does not have the role that this takes.</summary>
    public const string Forbidden = "FORBIDDEN";
    /// <summary>The document is too long.</summary>
    public const string DocumentTooLarge = "DOCUMENT_TOO_LARGE";
    /// <summary>The document is nested too deeply.</summary>
    public const string DocumentTooDeep = "DOCUMENT_TOO_DEEP";
    /// <summary>The document has too much of something: aliases, repeated fields, directives, fragments.</summary>
    public const string DocumentTooComplex = "DOCUMENT_TOO_COMPLEX";
    /// <summary>An argument or the variables have too many values.</summary>
    public const string TooManyItems = "TOO_MANY_ITEMS";
    /// <summary>The answer could be too large.</summary>
    public const string QueryTooExpensive = "QUERY_TOO_EXPENSIVE";
    /// <summary>Introspection is turned off.</summary>
    public const string IntrospectionDisabled = "INTROSPECTION_DISABLED";
    /// <summary>It took too long and was stopped.</summary>
    public const string ExecutionTimeout = "EXECUTION_TIMEOUT";
    /// <summary>Nothing is known under the hash that was sent. Named as Apollo names it.</summary>
    public const string PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND";
    /// <summary>The document has another hash than the request says.</summary>
    public const string PersistedQueryMismatch = "PERSISTED_QUERY_MISMATCH";
    /// <summary>The server carries out certain documents only, and this is none of them.</summary>
    public const string UntrustedDocument = "UNTRUSTED_DOCUMENT";

    /// <summary>The HTTP request is not one of GraphQL over HTTP.</summary>
    public const string BadRequest = "BAD_REQUEST";
    /// <summary>The body, or a parameter that holds JSON, is not JSON.</summary>
    public const string MalformedJson = "MALFORMED_JSON";
    /// <summary>Several requests in one.</summary>
    public const string BatchingNotSupported = "BATCHING_NOT_SUPPORTED";
    /// <summary>Neither GET nor POST, or a mutation by GET.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    /// <summary>The client accepts no media type that there is an answer in.</summary>
    public const string NotAcceptable = "NOT_ACCEPTABLE";
    /// <summary>A subscription was sent where there can be one answer only.</summary>
    public const string SubscriptionNeedsStream = "SUBSCRIPTION_NEEDS_STREAM";
    /// <summary>More open connections than the server, or one client, may have.</summary>
    public const string TooManyConnections = "TOO_MANY_CONNECTIONS";
    /// <summary>The body is larger than the limit.</summary>
    public const string RequestTooLarge = "REQUEST_TOO_LARGE";
    /// <summary>The body is not <c>application/json</c> in UTF-8.</summary>
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    /// <summary>A page of another site sent it without asking first.</summary>
    public const string CrossSiteRequest = "CROSS_SITE_REQUEST";
    /// <summary>One client sends too many requests.</summary>
    public const string RateLimited = "RATE_LIMITED";
    /// <summary>Too many operations at once.</summary>
    public const string TooManyOperations = "TOO_MANY_OPERATIONS";

    /// <summary>It is recorded, but queries do not show it yet.</summary>
    public const string ProjectionLagging = "PROJECTION_LAGGING";
    /// <summary>Nothing was erased, because the read model does not follow the log in time.</summary>
    public const string ErasureDelayed = "ERASURE_DELAYED";
    /// <summary>The database does not answer.</summary>
    public const string ServiceUnavailable = "SERVICE_UNAVAILABLE";
    /// <summary>So many different lenses are in use that no further one can be kept now.</summary>
    public const string LensesExhausted = "LENSES_EXHAUSTED";
    /// <summary>What a lens changes takes longer to work out than a request has; it goes on.</summary>
    public const string LensInTheMaking = "LENS_IN_THE_MAKING";
    /// <summary>An unknown failure; the log has it under the id that the error carries.</summary>
    public const string Internal = "INTERNAL";
}
