using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Relay;

/// <summary>
/// An id that is unique over all types: base64url of the type's name, a colon and the UUID (32 hexadecimal digits) or, for a
/// change, its position; for what was read through a lens, an at sign and the lens (see <see cref="LensCode"/>) follow. So a
/// client's cache never takes a thing as it was for the thing as it is. Opaque to clients.
/// </summary>
/// <param name="Type">Name of the object type, e.g. <c>Expulsion</c>.</param>
/// <param name="Local">Id within the type.</param>
/// <param name="Lens">Code of the lens; null for now, with every source.</param>
public readonly record struct GlobalId(string Type, string Local, string? Lens = null)
{
    private const int LongestText = 2_500;

    public static string Of(string type, Guid id) => Of(type, id, Store.Reading.Lens.Now);

    public static string Of(string type, Guid id, Lens lens) => new GlobalId(type, id.ToString("n"), LensCode.Write(lens)).ToString();

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Lens is null ? $"{Type}:{Local}" : $"{Type}:{Local}@{Lens}"));

    /// <summary>The UUID of an id of one of some types.</summary>
    /// <param name="argument">Place in the arguments, for the error.</param>
    /// <param name="types">Allowed types; none given means any that has a UUID.</param>
    /// <exception cref="KnowledgeBaseError">It is not an id, or one of another type (<see cref="ErrorCodes.InvalidId"/>).</exception>
    public static Guid Parse(string text, string argument, params ReadOnlySpan<string> types)
    {
        var id = Parse(text, argument);
        if (!types.IsEmpty && !types.Contains(id.Type))
        {
            throw new KnowledgeBaseError(ErrorCodes.InvalidId, $"This is the id of a {id.Type}; expected: {string.Join(", ", types!)}.", argument);
        }

        return id.Uuid is { } uuid ? uuid : throw Malformed(argument);
    }

    /// <exception cref="KnowledgeBaseError">It is not an id (<see cref="ErrorCodes.InvalidId"/>).</exception>
    public static GlobalId Parse(string text, string argument) => TryParse(text, out var id) ? id : throw Malformed(argument);

    /// <summary>Null when the type does not count by UUIDs.</summary>
    public Guid? Uuid => Guid.TryParseExact(Local, "N", out var uuid) ? uuid : null;

    public static bool TryParse([NotNullWhen(true)] string? text, out GlobalId id)
    {
        id = default;
        if (text is null || text.Length > LongestText || !Base64Url.IsValid(text)) return false;
        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == plain.Length - 1 || !plain.All(char.IsAscii)) return false;
        var at = plain.IndexOf('@', colon);
        if (at == colon + 1 || at == plain.Length - 1) return false;
        id = at < 0 ? new(plain[..colon], plain[(colon + 1)..]) : new(plain[..colon], plain[(colon + 1)..at], plain[(at + 1)..]);
        if (id.Lens is not null && !LensCode.IsValid(id.Lens)) return false;
        // One text for one id: a client's cache must not know the same thing twice.
        return id.ToString() == text;
    }

    private static KnowledgeBaseError Malformed(string argument) => new(ErrorCodes.InvalidId, "This is not an id of this API.", argument);
}
