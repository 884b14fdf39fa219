using KnowledgeBase.Domain.Ids;

namespace KnowledgeBase.Exchange.Export;

/// <summary>
/// Names of things for formats that want IRIs. Nobody has to own a domain for them: everything that has an id is <c>urn:uuid:</c> and the id, on every base that
/// recorded it; what has a name only, an account or a request, has the name-based UUID of it.
/// </summary>
public static class Iris
{
    /// <summary>In front of ids.</summary>
    public const string Things = "urn:uuid:";

    /// <summary>In front of this project's own terms; the UUID is the namespace that ids are made in.</summary>
    public const string Vocabulary = "urn:uuid:0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11#";

    private static readonly Guid Namespace = new("0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11");

    public static string Of(Guid id) => $"{Things}{id:D}";

    /// <summary>Of somebody who records, by the name that the API shows.</summary>
    public static Guid Account(string name) => NameBasedUuid.Create(Namespace, $"account {name}");

    /// <summary>Of a request, by its id.</summary>
    public static Guid Request(string id) => NameBasedUuid.Create(Namespace, $"request {id}");

    /// <summary>Of a snapshot of a source, by the position of the change that recorded it.</summary>
    public static Guid Snapshot(Guid source, long position) => NameBasedUuid.Create(source, FormattableString.Invariant($"snapshot {position}"));
}
