using System.Buffers.Text;
using System.Text;
using GraphQL;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.Store.Reading;

namespace KnowledgeBase.GraphQL.Types.Changes;

/// <summary>From imports and requests to their global ids, and back.</summary>
internal static class Origins
{
    /// <summary>Ids of requests are any text, which a global id cannot hold as it is.</summary>
    public static string IdOf(SeenOrigin origin) => new GlobalId(
        origin.Kind.ToString(), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(origin.Key)), LensCode.Write(origin.Lens)).ToString();

    /// <returns>Null when nothing that the lens shows was recorded in it.</returns>
    public static Loaded<SeenOrigin?>? Load(IResolveFieldContext context, Lens lens, GlobalId id)
    {
        if (!Base64Url.IsValid(id.Local)) return null;
        var key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id.Local));
        // PostgreSQL has no such text.
        if (key.Contains('\0', StringComparison.Ordinal)) return null;
        var origin = new SeenOrigin(lens, Enum.Parse<OriginKind>(id.Type), key);
        return context.Reads().FirstOf(origin).Then(first => first is null ? null : origin);
    }
}
