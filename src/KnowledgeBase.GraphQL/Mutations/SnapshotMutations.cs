using GraphQL.Types;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Authorisation;
using KnowledgeBase.GraphQL.Types;
using static KnowledgeBase.GraphQL.Errors.UserErrors.UserErrorKind;

namespace KnowledgeBase.GraphQL.Mutations;

/// <summary>The mutation that keeps what a source looked like.</summary>
internal static class SnapshotMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("snapshotSource", Role.Contributor,
            "Keeps what a source looked like at some time, and checks the quotations that were read in it against that. Records nothing when the snapshot taken before it has the very same content.",
            input => input.Source("source", "The source.")
                .Required<StringGraphType>("mediaType", "`text/plain` or `text/html`; with `base64` also a charset, such as `text/html;charset=windows-1252`.")
                .Optional<StringGraphType>("text", "The content as text. Either this or `base64` is needed; either way at most 1 MiB unless the server is configured otherwise, and within the limit of a request's body.")
                .Optional<StringGraphType>("base64", "The content as the bytes that were taken, in base64. Without a byte order mark or a charset they state themselves, they are UTF-8.")
                .Required<DateTimeGraphType>("takenAt", "When it was taken.")
                .Optional<UrlType>("url", "Where it was taken from, such as an archive.")
                .Version("the source"),
            payload => payload.Snapshot().Source(),
            [NotFound, Conflict],
            input => Mutation.One(input, Read(input)))
        {
            Place = (input, path) => path != "content" ? path : input.Optional<string>("text") is null ? "base64" : "text",
        },
    ];

    private static TakeSnapshot Read(InputObject input)
    {
        var (source, mediaType, takenAt, url) =
            (input.Reference("source", References.Source), input.Required<string>("mediaType"), input.Instant("takenAt"), input.Url("url"));
        var (text, base64) = (input.Optional<string>("text"), input.Optional<string>("base64"));
        if (text is not null && base64 is not null) input.Refuse(RefusalCodes.Malformed, "Either text or base64 is given, not both.", "base64");
        if (text is not null)
        {
            foreach (var refusal in new Checks().OptionalText(text, int.MaxValue, "text").Refusals) input.Refuse(refusal.Code, refusal.Message, refusal.Path);
            return TakeSnapshot.OfText(source, text, mediaType, takenAt, url);
        }

        return new(source, Bytes(input, base64), mediaType, takenAt, url);
    }

    private static byte[] Bytes(InputObject input, string? base64)
    {
        if (base64 is null)
        {
            input.Refuse(RefusalCodes.Empty, "Either text or base64 is needed.", "text");
            return [];
        }

        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        if (Convert.TryFromBase64String(base64, bytes, out var length)) return bytes[..length];
        input.Refuse(RefusalCodes.Malformed, "This is not base64.", "base64");
        return [];
    }
}
