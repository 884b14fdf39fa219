using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Claims;
using KnowledgeBase.GraphQL.Types.Erasure;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Types.Sources;

public sealed class SourceType : ObjectGraphType<SeenSource>
{
    private const int MostCitations = 1_000;

    public SourceType()
    {
        Name = "Source";
        Description = "Something that speaks: an outlet, an article, an official statement, a person, an anonymous informant, a reader's comment, a book, a dataset.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque id.").Resolve(c => GlobalId.Of("Source", c.Source.Row.Id, c.Source.Lens));
        Field<NonNullGraphType<LongType>>("version").Description(VersionField.Description).Resolve(c => c.Reads().Version(c.Source.Lens, c.Source.Row.Id));
        Field<ErasureType>("erased").Description("That the details of the person who speaks were erased on request; null when they were not. The same through every lens.")
            .Resolve(c => c.Source.Row.IsErased ? c.Reads().Erasure(c.Source.Row.Id) : null);
        Field<NonNullGraphType<StringGraphType>>("key").Description("Natural key.").Resolve(c => c.Source.Row.Key);
        Field<NonNullGraphType<SourceKindType>>("kind").Description("What kind of thing speaks.").Resolve(c => c.Source.Row.Kind);
        Field<NonNullGraphType<StringGraphType>>("title").Description("Title, or the name under which it is known.").Resolve(c => c.Source.Row.Title);
        Field<UrlType>("url").Description("Where it can be read; null when unknown or off-line.").Resolve(c => c.Source.Row.Url);
        Field<SourceType>("publisher").Description("The outlet or body that published it; null when it is its own publisher or unknown.")
            .Resolve(c => c.Source.Row.Publisher is { } id ? c.Reads().Source(c.Source.Lens, id) : null);
        Field<EdtfDateType>("publishedOn").Description("When it was published; null when unknown.").Resolve(c => c.Source.Row.Published);
        Field<StringGraphType>("language").Description("BCP 47 tag; null when unknown.").Resolve(c => c.Source.Row.Language);
        Field<NonNullGraphType<BooleanGraphType>>("isOriginalReporting").Description("A curator found that it reports from its own observation and not from others.").Resolve(c => c.Source.Row.IsOriginal);
        Field<ReliabilityType>("reliability").Description("A curator's grade; null when nobody graded it.").Resolve(c => c.Source.Row.Reliability is null ? null : c.Source);
        AddCitations();
        Field<NonNullGraphType<BooleanGraphType>>("falls").Description("Whether it falls through the lens: it is left out, or rests only on sources that are. False without such a lens.")
            .Resolve(c => c.Reads().SourceFalls(c.Source.Lens, c.Source.Row.Id));
        Field<NonNullGraphType<ConnectionType<FactInterface>>>("restsOnThis")
            .Description("The facts that would change without it and without all that it published: by default those that would fall. Each is shown as it would be; `stood` is how it is.")
            .WithEffects(LensEffect.Fell).Paged().ResolveAsync(async c => await RestsOnThis(c));
        Field<NonNullGraphType<LineageType>>("lineage").Description("The whole chain of citations below it, down to its roots.")
            .Resolve(c => SeenLineage.Of(c, c.Source));
        Field<NonNullGraphType<ConnectionType<ClaimType>>>("claims").Description("What it said.").Paged().Filtered(typeof(ClaimFilterType)).Ordered(typeof(ClaimOrderType))
            .Resolve(c =>
            {
                var (request, isBrief) = (ClaimArguments.Read(c), BriefClaims.AreEnough(c));
                return c.Reads().Below(c, c.Source.Lens, c.Source.Row.Id, request,
                    (ids, cancel) => c.Reads().Claims.BySourcesAsync(c.Source.Lens, request, isBrief, ids, cancel), r => new SeenClaim(c.Source.Lens, r)).ToConnection();
            });
        Field<NonNullGraphType<ConnectionType<SnapshotType>>>("snapshots").Description("What it looked like at some times, in the order in which the snapshots were taken.").Paged()
            .Resolve(c =>
            {
                var request = new ListRequest(SnapshotQueries.Ordering, c.Page(SnapshotQueries.Ordering));
                return c.Reads().Below(c, c.Source.Lens, c.Source.Row.Id, request,
                    (ids, cancel) => c.Reads().Snapshots.OfSourcesAsync(c.Source.Lens, request, ids, cancel), r => new SeenSnapshot(c.Source.Lens, r)).ToConnection();
            });
        Field<SourceRetractionType>("retracted").Description("That its publisher took the whole source back; null while it stands.").Resolve(c => c.Source.Row.RetractionPosition is null ? null : c.Source);
        Field<NonNullGraphType<ConnectionType<ChangeType>>>("changes").Description("What was recorded of it, in order, with the judgements on whether it is independent of others. Claims that it made and citations of it by others are not included.").Paged().Filtered(typeof(ChangeFilterType))
            .Resolve(c =>
            {
                var request = ChangeArguments.Read(c);
                return c.Reads().Below(c, c.Source.Lens, c.Source.Row.Id, request,
                    (ids, cancel) => c.Reads().Changes.OfSourcesAsync(c.Source.Lens, request, ids, cancel), r => new SeenChange(c.Source.Lens, r)).ToConnection();
            });
    }

    private static async Task<Connection> RestsOnThis(IResolveFieldContext<SeenSource> context)
    {
        var outer = LensRequest.Of(context.Source.Lens);
        var request = outer with { WithoutSources = [.. outer.WithoutSources ?? [], context.Source.Row.Id] };
        var lens = await context.Reads().OpenAsync(request, context.CancellationToken) ?? throw new InvalidOperationException("A lens that the log reaches to was not opened.");
        return (await context.Reads().ChangedFactsAsync(lens, LensEffects.Read(context), context.Page(FactQueries.Ordering), context.CancellationToken)).ToConnection();
    }

    private void AddCitations()
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CitationType>>>>("cites").Description($"The sources that it cites, in the order in which the citations were recorded (at most {MostCitations}).")
            .Resolve(c => Citations(c, c.Reads().Sources.CitesAsync, new(SourceQueries.CitationOrdering, new(MostCitations))).ToList());
        Field<NonNullGraphType<ConnectionType<CitationType>>>("citedBy").Description("The sources that cite it, in the order in which the citations were recorded.").Paged().Filtered(typeof(CitationFilterType))
            .Resolve(c => Citations(c, c.Reads().Sources.CitedByAsync, new(SourceQueries.CitationOrdering, c.Page(SourceQueries.CitationOrdering), c.Filter<CitationFilterType>())).ToConnection());
    }

    private static Loaded<Page<SeenCitation>> Citations(
        IResolveFieldContext<SeenSource> context,
        Func<Lens, ListRequest, IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyDictionary<Guid, Page<CitationRow>>>> fetch, ListRequest request)
    {
        var lens = context.Source.Lens;
        return context.Reads().Below(context, lens, context.Source.Row.Id, request, (ids, c) => fetch(lens, request, ids, c), r => new SeenCitation(lens, r));
    }
}

public sealed class ReliabilityType : ObjectGraphType<SeenSource>
{
    public ReliabilityType()
    {
        Name = "Reliability";
        Description = "A curator's grade of a source.";
        Field<NonNullGraphType<ReliabilityGradeType>>("grade").Description("The grade.").Resolve(c => c.Source.Row.Reliability);
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why.").Resolve(c => c.Source.Row.ReliabilityReason);
        Field<NonNullGraphType<ChangeType>>("change").Description("Who graded it, and when.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.ReliabilityPosition!.Value));
    }
}

public sealed class SourceRetractionType : ObjectGraphType<SeenSource>
{
    public SourceRetractionType()
    {
        Name = "SourceRetraction";
        Description = "That a publisher took a whole source back. Its claims no longer stand.";
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why.").Resolve(c => c.Source.Row.RetractionReason);
        Field<EdtfDateType>("retractedOn").Description("When it was taken back; null when unknown.").Resolve(c => c.Source.Row.RetractedOn);
        Field<NonNullGraphType<ChangeType>>("change").Description("Who recorded it, and when.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.RetractionPosition!.Value));
    }
}

public sealed class CitationType : ObjectGraphType<SeenCitation>
{
    public CitationType()
    {
        Name = "Citation";
        Description = "That one source uses another.";
        Field<NonNullGraphType<SourceType>>("citing").Description("The source that cites.").Resolve(c => c.Reads().Source(c.Source.Lens, c.Source.Row.Citing));
        Field<NonNullGraphType<SourceType>>("cited").Description("The source that is cited.").Resolve(c => c.Reads().Source(c.Source.Lens, c.Source.Row.Cited));
        Field<NonNullGraphType<CitationMannerType>>("manner").Description("How it is used.").Resolve(c => c.Source.Row.Manner);
        Field<NonNullGraphType<BooleanGraphType>>("wasConsulted").Description("Whether the curator read the cited source too, and not only the citing one.").Resolve(c => c.Source.Row.WasConsulted);
        Field<StringGraphType>("note").Description("The curator's remark; null when there is none.").Resolve(c => c.Source.Row.Note);
    }
}
