using System.Globalization;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Export;

/// <summary>Rows and values as the files of this project name them.</summary>
public static class Terms
{
    /// <summary>The kind in lower case, a colon and the key within the kind, as imports and the API understand it.</summary>
    public static string Reference(EntityRow entity) => $"{Kind(entity.Kind)}:{entity.Key}";

    public static string Kind(EntityKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary><c>DECLINES_COMMENT</c> for <c>DeclinesComment</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.Write(value);

    /// <summary>A value in words: of an entity, its label.</summary>
    public static string InWords(Value value, IReadOnlyDictionary<Guid, EntityRow> entities) => value switch
    {
        TextValue v => v.Text,
        EntityValue v => entities[v.EntityId].Label,
        HeadcountValue v => v.Headcount.Text,
        DateValue v => v.Date.Text,
        TermValue v => v.Term,
        NumberValue v => v.Number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "No words for this kind of value."),
    };

    /// <summary>An instant to the millisecond, in UTC.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
