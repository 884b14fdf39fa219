using System.Text;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Text;
using KnowledgeBase.Domain.Time;

namespace KnowledgeBase.Domain.Ids;

/// <summary>
/// Ids are name-based UUIDs (RFC 9562, version 5) of natural keys, so that recording the same thing twice records it once, on
/// any machine. Each part of a name is written with its length, so that no two different keys can run together.
/// </summary>
public static class Identifiers
{
    private static readonly Guid Namespace = new("0b6f5c0e-6a0c-4f5d-9c3b-6f2f8f2b7d11");

    public static Guid Entity(EntityKind kind, string key) => Create("entity", kind.ToString(), key);

    /// <param name="key">The source's key or, without one, its URL in normal form.</param>
    public static Guid Source(string key) => Create("source", key);

    public static Guid Claim(
        Guid sourceId, Guid subjectId, string property, Value? value, Stance stance, EdtfDate? statedOn, string? quotation) => Create(
        "claim", sourceId.ToString("D"), subjectId.ToString("D"), property, value?.Kind.ToString(), value?.Identity, stance.ToString(),
        statedOn?.Text, quotation is null ? null : TextNormalisation.Collapse(quotation));

    /// <summary>The stream of judgements on a pair of sources; the same in either order.</summary>
    public static Guid Independence(Guid a, Guid b)
    {
        var (first, second) = Ordered(a, b);
        return Create("independence", first.ToString("D"), second.ToString("D"));
    }

    /// <summary>The stream of judgements on whether two entities are one; the same in either order.</summary>
    public static Guid Identity(Guid a, Guid b)
    {
        var (first, second) = Ordered(a, b);
        return Create("identity", first.ToString("D"), second.ToString("D"));
    }

    /// <summary>The pair with the lower id first.</summary>
    public static (Guid First, Guid Second) Ordered(Guid a, Guid b) => a.CompareTo(b) <= 0 ? (a, b) : (b, a);

    private static Guid Create(params ReadOnlySpan<string?> parts)
    {
        var name = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is null) name.Append("-;");
            else name.Append(part.Length).Append(':').Append(part).Append(';');
        }

        return NameBasedUuid.Create(Namespace, name.ToString());
    }
}
