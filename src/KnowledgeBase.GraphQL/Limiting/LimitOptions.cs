namespace KnowledgeBase.GraphQL.Limiting;

/// <summary>
/// What one client may ask for. Each property is a setting below <c>KnowledgeBase:Limits</c> with the same name; docs/limits.md explains
/// them. Numbers are the most that passes, and at least 1 unless said otherwise.
/// </summary>
public sealed record LimitOptions
{
    /// <summary>Characters of a document.</summary>
    public int DocumentCharacters { get; init; } = 15_000;

    /// <summary>Tokens of a document: names, values and punctuators.</summary>
    public int Tokens { get; init; } = 2_000;

    /// <summary>Fields below one another.</summary>
    public int Depth { get; init; } = 12;

    /// <summary>Fields below one another in introspection.</summary>
    public int IntrospectionDepth { get; init; } = 15;

    /// <summary>Lists of types or fields below one another in introspection.</summary>
    public int IntrospectionLists { get; init; } = 2;

    /// <summary>Fields of an operation, fragments written out.</summary>
    public int Fields { get; init; } = 1_500;

    /// <summary>Aliases of an operation, fragments written out.</summary>
    public int Aliases { get; init; } = 30;

    /// <summary>Fields that stand in a selection set once more under the same name, over the document.</summary>
    public int DuplicateFields { get; init; } = 20;

    /// <summary>Directives of an operation, fragments written out.</summary>
    public int Directives { get; init; } = 50;

    /// <summary>Fields at the root of an operation, fragments written out.</summary>
    public int RootFields { get; init; } = 20;

    /// <summary>Operations in a document.</summary>
    public int Operations { get; init; } = 20;

    /// <summary>Fragment definitions in a document.</summary>
    public int Fragments { get; init; } = 50;

    /// <summary>Fragment spreads of an operation, those within fragments written out.</summary>
    public int FragmentSpreads { get; init; } = 200;

    /// <summary>Items of a list in an argument or a variable.</summary>
    public int ListItems { get; init; } = 250;

    /// <summary>Values in the variables altogether, those within lists and objects too.</summary>
    public int InputValues { get; init; } = 10_000;

    /// <summary>Items of lists that the answer may have.</summary>
    public int Nodes { get; init; } = 10_000;

    /// <summary>Fields that the answer may have: each field as often as there may be objects that it is asked of.</summary>
    public int Cost { get; init; } = 50_000;

    /// <summary>How many items a list without pages is counted as, where the schema does not say it.</summary>
    public int UnpagedListItems { get; init; } = 3;

    /// <summary>Errors in an answer.</summary>
    public int Errors { get; init; } = 10;

    /// <summary>Whether <c>__schema</c> and <c>__type</c> are answered.</summary>
    public bool Introspection { get; init; } = true;

    /// <summary>Whether errors suggest names of the schema ("Did you mean …").</summary>
    public bool Suggestions { get; init; } = true;

    /// <summary>Bytes of a request's body.</summary>
    public int BodyBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Bytes of a file that is sent to be imported.</summary>
    public long ImportBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of such a file when it is not compressed any more.</summary>
    public long ImportInflatedBytes { get; init; } = 16L << 30;

    /// <summary>Imports over HTTP that run at once.</summary>
    public int ConcurrentImports { get; init; } = 4;

    /// <summary>Exports over HTTP that run at once.</summary>
    public int ConcurrentExports { get; init; } = 4;

    /// <summary>Bytes of a request's headers.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Seconds until a client has sent its headers.</summary>
    public int HeaderSeconds { get; init; } = 30;

    /// <summary>Seconds that a query may take.</summary>
    public int QuerySeconds { get; init; } = 10;

    /// <summary>Seconds that a mutation may take.</summary>
    public int MutationSeconds { get; init; } = 15;

    /// <summary>Seconds after which PostgreSQL itself ends a statement of a query.</summary>
    public int StatementSeconds { get; init; } = 12;

    /// <summary>Operations that are carried out at once.</summary>
    public int ConcurrentOperations { get; init; } = 64;

    /// <summary>Operations that wait for one of those to end; 0 for none.</summary>
    public int WaitingOperations { get; init; } = 128;

    /// <summary>Requests in a second by somebody who is logged in, in the long run; 0 for no limit.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests that somebody who is logged in may send at once.</summary>
    public int RequestBurst { get; init; } = 1_000;

    /// <summary>Requests in a second from one address without a login, in the long run; 0 for no limit.</summary>
    public int AnonymousRequestsPerSecond { get; init; } = 10;

    /// <summary>Requests that may come at once from one address without a login.</summary>
    public int AnonymousRequestBurst { get; init; } = 200;

    /// <summary>WebSockets and event streams that are open at once.</summary>
    public int StreamConnections { get; init; } = 2_000;

    /// <summary>Of these, by one person or, without a login, from one address.</summary>
    public int StreamConnectionsOfClient { get; init; } = 20;

    /// <summary>Operations at once on one WebSocket.</summary>
    public int StreamOperations { get; init; } = 50;

    /// <summary>Bytes of one message on a WebSocket.</summary>
    public int StreamMessageBytes { get; init; } = 128 * 1024;

    /// <summary>Seconds until a WebSocket's client has said <c>connection_init</c>.</summary>
    public int StreamInitSeconds { get; init; } = 10;

    /// <summary>Seconds between two signs of life of the server; a WebSocket's client that is not heard of for three times as long is gone.</summary>
    public int StreamPingSeconds { get; init; } = 20;

    /// <summary>Seconds between two looks at whether those who have open connections are still signed in.</summary>
    public int StreamRecheckSeconds { get; init; } = 15;

    /// <summary>Seconds that a client may take until it accepts anything of a message.</summary>
    public int StreamSendSeconds { get; init; } = 30;

    /// <summary>Whether a GET needs a header that a page of another site cannot send unasked.</summary>
    public bool RequirePreflight { get; init; }

    /// <summary>Sites (<c>https://example.org</c>) whose pages may call the API, separated by semicolons; null for none but this server's own.</summary>
    public string? AllowedOrigins { get; init; }

    /// <summary><see cref="AllowedOrigins"/> one by one.</summary>
    public IReadOnlyList<string> Origins() => AllowedOrigins?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Folder of documents (<c>*.graphql</c>, <c>persisted-documents.json</c>) that are known by their hash; null for none.</summary>
    public string? TrustedDocuments { get; init; }

    /// <summary>Whether only the documents of that folder are carried out.</summary>
    public bool TrustedDocumentsOnly { get; init; }

    /// <summary>Documents that clients may leave here and then ask for by their hash; 0 for none.</summary>
    public int PersistedDocuments { get; init; } = 500;

    /// <summary>Parsed and validated documents that are kept; 0 for none.</summary>
    public int CachedDocuments { get; init; } = 500;

    /// <summary>Bytes of answers that are kept until something is recorded; 0 for none.</summary>
    public long CachedAnswerBytes { get; init; } = 64L * 1024 * 1024;
}
