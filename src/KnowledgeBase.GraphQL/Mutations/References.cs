using System.Text.RegularExpressions;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Entities;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>Reads what names a thing. Whether the thing is registered is the recorder's to say.</summary>
/// <returns>Null when it names something, else what is wrong with it.</returns>
internal delegate Refusal? ReferenceReader(string text, out Guid id);

/// <summary>The things that an input can name: by id or, where they have one, by natural key.</summary>
internal static partial class References
{
    private static readonly string[] EntityTypes = Enum.GetNames<EntityKind>();

    /// <summary>An id, or a key with its kind such as <c>expulsion:2021-fr-ru</c>.</summary>
    public static Refusal? Entity(string text, out Guid id)
    {
        if (ById(text, EntityTypes, out id, out var refusal)) return refusal;
        if (EntityKeys.Parse(text) is not { } keyed) return Malformed("neither an id of an entity nor its key with its kind, such as country:FR");
        id = keyed;
        return null;
    }

    /// <summary>An id, the source's key or, for one that has none, its URL.</summary>
    public static Refusal? Source(string text, out Guid id)
    {
        if (ById(text, ["Source"], out id, out var refusal)) return refusal;
        if (UrlNormalForm.TryNormalise(text, out var url, out _)) id = Identifiers.Source(url);
        else if (text.Length <= Limits.Key && Key().IsMatch(text)) id = Redaction.IdOf(text) ?? Identifiers.Source(text);
        else return Malformed("neither an id of a source nor its key or URL");
        return null;
    }

    public static Refusal? Claim(string text, out Guid id) =>
        ById(text, ["Claim"], out id, out var refusal) ? refusal : Malformed("no id of a claim");

    /// <returns>True when it is an id, whether or not of an allowed type.</returns>
    private static bool ById(string text, string[] types, out Guid id, out Refusal? refusal)
    {
        (id, refusal) = (Guid.Empty, null);
        if (!GlobalId.TryParse(text, out var global)) return false;
        if (types.Contains(global.Type) && global.Uuid is { } uuid) id = uuid;
        else refusal = new(ErrorCodes.InvalidId, $"This is the id of a {global.Type}; expected: {string.Join(", ", types)}.");
        return true;
    }

    private static Refusal Malformed(string what) => new(ErrorCodes.InvalidId, $"This is {what}.");

    [GeneratedRegex("^[a-z0-9]+([.-][a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
