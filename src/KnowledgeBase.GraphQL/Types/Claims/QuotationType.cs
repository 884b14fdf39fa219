using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Quotations;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Types.Sources;

namespace KnowledgeBase.GraphQL.Types.Claims;

public sealed class QuotationType : ObjectGraphType<SeenClaim>
{
    public QuotationType()
    {
        Name = "Quotation";
        Description = "A source's exact words, as in the W3C Web Annotation TextQuoteSelector, and how they compare with the snapshots of the source that they were read in.";
        Field<NonNullGraphType<StringGraphType>>("text").Description("The words.").Resolve(c => c.Source.Row.QuoteExact);
        Field<StringGraphType>("prefix").Description("What stands just before them; null when not taken down.").Resolve(c => c.Source.Row.QuotePrefix);
        Field<StringGraphType>("suffix").Description("What stands just after them; null when not taken down.").Resolve(c => c.Source.Row.QuoteSuffix);
        Field<NonNullGraphType<QuotationStatusType>>("status").Description("How they compare with the latest snapshot.").Resolve(c => Check(c).Then(q => q.Check.Status));
        Field<NonNullGraphType<IntGraphType>>("places").Description("At how many places of the latest snapshot they are found, in the way that the status says; 0 when they are not.")
            .Resolve(c => Check(c).Then(q => q.Check.Places));
        Field<SnapshotType>("checkedAgainst").Description("The latest snapshot of the source that they were read in, by when it was taken; null when there is none.")
            .Resolve(c => Check(c).Then(q => Snapshot(c, q, q.Check.CheckedAgainst)));
        Field<SnapshotType>("lastFoundIn").Description("The latest snapshot that has them; null when none has.").Resolve(c => Check(c).Then(q => Snapshot(c, q, q.Check.LastFoundIn)));
    }

    private static Loaded<SeenQuotation> Check(IResolveFieldContext<SeenClaim> context) =>
        context.Reads().Quotation(context.Source).Then(q => q ?? throw new InvalidOperationException("A quotation was not checked."));

    private static Loaded<SeenSnapshot?>? Snapshot(IResolveFieldContext context, SeenQuotation quotation, long? position) =>
        position is { } at ? context.Reads().Snapshot(quotation.Lens, at) : null;
}

public sealed class QuotationStatusType() : DescribedEnum<QuotationStatus>("QuotationStatus",
    "How a quotation compares with the snapshots of the source that it was read in (the claim's `readIn` or, without one, its source). The latest is the one taken last. Nothing is found that is only similar.",
    (QuotationStatus.Exact, "The latest snapshot has it character for character: at one place, or at several of which prefix and suffix single one out."),
    (QuotationStatus.Normalised, "The latest snapshot has it, but for white space, quotation marks and apostrophes, dashes, soft hyphens and the Unicode form of letters."),
    (QuotationStatus.Ambiguous, "The latest snapshot has it at several places, and prefix and suffix do not single one out."),
    (QuotationStatus.Missing, "There are snapshots, and none has it."),
    (QuotationStatus.NoSnapshot, "There is no snapshot to compare it with."),
    (QuotationStatus.SnapshotChanged, "An earlier snapshot has it, the latest one does not."));
