using GraphQL;
using GraphQL.Types;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Changes;

namespace KnowledgeBase.GraphQL.Types.Sources;

public sealed class SnapshotType : ObjectGraphType<SeenSnapshot>
{
    public SnapshotType()
    {
        Name = "Snapshot";
        Description = "What a source looked like at some time.";
        Field<NonNullGraphType<SourceType>>("source").Description("The source.").Resolve(c => c.Reads().Source(c.Source.Lens, c.Source.Row.Source));
        Field<StringGraphType>("sha256").Description("SHA-256 of the bytes as they were taken, in hexadecimal digits; null when the content was erased.").Resolve(c => c.Source.Row.Sha256 is { Length: > 0 } hash ? hash : null);
        Field<NonNullGraphType<StringGraphType>>("mediaType").Description("`text/plain` or `text/html`, with `;charset=…` when one was named.").Resolve(c => c.Source.Row.MediaType);
        Field<NonNullGraphType<LongType>>("length").Description("In bytes, as they were taken; 0 when the content was erased.").Resolve(c => c.Source.Row.Length);
        Field<NonNullGraphType<DateTimeGraphType>>("takenAt").Description("When it was taken (UTC); not when it was recorded.").Resolve(c => c.Source.Row.Taken);
        Field<UrlType>("url").Description("Where it was taken from; null when that was not stated.").Resolve(c => c.Source.Row.Url);
        Field<NonNullGraphType<ChangeType>>("change").Description("Who recorded it, and when.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.Position));
        Field<StringGraphType>("text").Description("What a reader sees of it: of HTML, without scripts, styles and what is hidden. May be long; null when it was erased.")
            .Resolve(c => c.Reads().SnapshotText(new(c.Source.Row.Sha256, c.Source.Row.MediaType)));
    }
}
