using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Limiting;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.GraphQL.Transport;

/// <summary>
/// Documents that are known by their hash: those of a folder, for good, and those that clients left here (automatic persisted queries, as
/// Apollo sends them), until others drive them out.
/// </summary>
internal sealed class PersistedDocuments
{
    private readonly LimitOptions limits;
    private readonly Dictionary<string, string> trusted;
    private readonly RecentlyUsed<string> left;

    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="TrustedDocumentsException">What lies in it is not what it should be.</exception>
    public PersistedDocuments(LimitOptions limits)
    {
        this.limits = limits;
        trusted = (limits.TrustedDocuments is { } folder ? TrustedDocuments.In(folder) : [])
            .Distinct(StringComparer.Ordinal).ToDictionary(DocumentHash.Of, text => text, StringComparer.Ordinal);
        left = new(limits.PersistedDocuments);
    }

    /// <summary>How many documents clients left here.</summary>
    public int Count => left.Count;

    /// <summary>The document that a request means.</summary>
    /// <exception cref="TransportException">It has none, one that does not fit its hash, or one that this server does not carry out.</exception>
    /// <exception cref="KnowledgeBaseError"><see cref="ErrorCodes.PersistedQueryNotFound"/>: send it once whole.</exception>
    public string Find(GraphQLOverHttpRequest request)
    {
        if (request.Query is null && request.DocumentHash is null) throw TransportException.BadRequest("There is no query.");
        if (request.Query is null)
        {
            return trusted.GetValueOrDefault(request.DocumentHash!) ?? left.Find(request.DocumentHash!)
                ?? throw new KnowledgeBaseError(ErrorCodes.PersistedQueryNotFound, "PersistedQueryNotFound");
        }

        if (limits.TrustedDocumentsOnly || request.DocumentHash is not null) Check(request.Query, request.DocumentHash);
        return request.Query;
    }

    private void Check(string query, string? claimed)
    {
        var hash = DocumentHash.Of(query);
        if (claimed is not null && claimed != hash)
        {
            throw TransportException.BadRequest("The document has another SHA-256 than the request says.", ErrorCodes.PersistedQueryMismatch);
        }

        if (limits.TrustedDocumentsOnly && !trusted.ContainsKey(hash))
        {
            throw new TransportException(
                StatusCodes.Status403Forbidden, ErrorCodes.UntrustedDocument, "This server carries out the documents alone that its operator put there.");
        }

        if (claimed is not null && query.Length <= limits.DocumentCharacters && !trusted.ContainsKey(hash)) left.Add(hash, query);
    }
}
