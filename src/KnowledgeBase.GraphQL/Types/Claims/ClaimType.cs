using GraphQL;
using GraphQL.Types;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.GraphQL.Batching;
using KnowledgeBase.GraphQL.Queries.Inputs;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Changes;
using KnowledgeBase.GraphQL.Types.Entities;
using KnowledgeBase.GraphQL.Types.Erasure;
using KnowledgeBase.GraphQL.Types.Facts;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.GraphQL.Types.Sources;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.GraphQL.Types.Claims;

public sealed class ClaimType : ObjectGraphType<SeenClaim>
{
    public ClaimType()
    {
        Name = "Claim";
        Description = "One source's statement of one value for one property of one entity.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque id.").Resolve(c => GlobalId.Of("Claim", c.Source.Row.Id, c.Source.Lens));
        Field<NonNullGraphType<LongType>>("version").Description(VersionField.Description).Resolve(c => c.Reads().Version(c.Source.Lens, c.Source.Row.Id));
        Field<NonNullGraphType<EntityInterface>>("subject").Description("Whom it is about, over all merges.").Resolve(c => c.Reads().Entity(c.Source.Lens, c.Source.Row.Subject));
        Field<NonNullGraphType<EntityReferenceType>>("recordedSubject").Description("The entity that it was recorded about; another one than `subject` when that was merged since.")
            .Resolve(c => c.Reads().Reference(c.Source.Lens, c.Source.Row.RecordedSubject));
        Field<NonNullGraphType<PropertyType>>("property").Description("What is stated.").Resolve(c => PropertyRegistry.Get(c.Source.Row.Property).Name);
        Field<ValueUnion>("value").Description("The value; null when the source denies, declines to comment or speculates without naming one, and when it was erased.")
            .Resolve(c => c.Source.Row.Value is { } value ? new SeenValue(c.Source.Lens, value, PropertyRegistry.Get(c.Source.Row.Property), c.Source.Row.RecordedValue) : null);
        Field<ErasureType>("erased").Description("That what it said of a natural person was erased on request; null when it was not. The same through every lens.")
            .Resolve(c => c.Source.Row.IsErased ? c.Reads().Erasure(c.Source.Row.RecordedSubject) : null);
        Field<NonNullGraphType<StanceType>>("stance").Description("What the source does with the value.").Resolve(c => c.Source.Row.Stance);
        Field<NonNullGraphType<SourceType>>("source").Description("Who says it.").Resolve(c => c.Reads().Source(c.Source.Lens, c.Source.Row.Source));
        AddAttribution();
        Field<QuotationType>("quotation").Description("The source's exact words; null when none were taken down.").Resolve(c => c.Source.Row.QuoteExact is null ? null : c.Source);
        Field<SourceType>("readIn").Description("The source in which the curator read these words, when it was not the source itself.")
            .Resolve(c => c.Source.Row.ReadIn is { } id ? c.Reads().Source(c.Source.Lens, id) : null);
        Field<StringGraphType>("note").Description("The curator's remark; never the source's words.").Resolve(c => c.Source.Row.Note);
        Field<EdtfDateType>("statedOn").Description("When the source spoke (not when we recorded it); null when unknown.").Resolve(c => c.Source.Row.Stated);
        Field<EdtfDateType>("validDuring").Description("When the value held in the world; null when nothing is said of it.").Resolve(c => c.Source.Row.Valid);
        Field<CredibilityType>("credibility").Description("A curator's grade; null when nobody graded it.").Resolve(c => c.Source.Row.Credibility is null ? null : c.Source);
        Field<NonNullGraphType<RankType>>("rank").Description("A curator's rank among the claims on the same property.").Resolve(c => c.Source.Row.Rank);
        Field<StringGraphType>("rankReason").Description("Why it has its rank; null when nobody ranked it.").Resolve(c => c.Source.Row.RankReason);
        Field<NonNullGraphType<StandingType>>("standing").Description("Whether it still stands.").Resolve(c => c.Source);
        Field<NonNullGraphType<BooleanGraphType>>("falls").Description("Whether it falls through the lens: its source, or all that it rests on, is left out, or it does not hold at the lens's date. False without such a lens.")
            .Resolve(c => c.Reads().ClaimFalls(c.Source.Lens, c.Source.Row.Id));
        Field<NonNullGraphType<LineageType>>("lineage").Description("Where it comes from. Its own attribution goes before the citations of its source, and what other claims on the same value say of a source before that source's citations.")
            .Resolve(c => SeenLineage.Of(c, c.Source));
        Field<NonNullGraphType<DateTimeGraphType>>("recordedAt").Description("When it was first recorded (UTC).").Resolve(c => Recorded(c).Then(r => r?.Row.RecordedAt.UtcDateTime));
        Field<NonNullGraphType<StringGraphType>>("recordedBy").Description("Who first recorded it.").Resolve(c => Recorded(c).Then(r => r?.Row.RecordedBy));
        Field<NonNullGraphType<ChangeType>>("change").Description("The change that first recorded it.").Resolve(Recorded);
        Field<NonNullGraphType<ConnectionType<ChangeType>>>("changes").Description("What was recorded of it, in order.").Paged().Filtered(typeof(ChangeFilterType)).Resolve(c =>
        {
            var (lens, request) = (c.Source.Lens, ChangeArguments.Read(c));
            return c.Reads().Below(c, lens, c.Source.Row.Id, request,
                (ids, cancel) => c.Reads().Changes.OfClaimsAsync(lens, request, ids, cancel), r => new SeenChange(lens, r)).ToConnection();
        });
    }

    private void AddAttribution()
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>("attributedTo")
            .Description("Whom the claim names (\"according to …\"): the first of each of its chains. Empty when it names nobody.")
            .Resolve(c => c.Source.Row.AttributedTo.Chains.Select(chain => c.Reads().Source(c.Source.Lens, chain[0])).ToList().Together());
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>>>("attributionChains")
            .Description("The whole chains: each leads from the source that the claim names towards where that has it from.")
            .Resolve(c =>
            {
                var chains = c.Source.Row.AttributedTo.Chains.Select(chain => chain.Select(id => c.Reads().Source(c.Source.Lens, id)).ToList().Together()).ToList();
                return new Loaded<IReadOnlyList<List<SeenSource>>>(async cancel => await Task.WhenAll(chains.Select(l => l.GetResultAsync(cancel))));
            });
    }

    private static Loaded<SeenChange?> Recorded(IResolveFieldContext<SeenClaim> context) =>
        context.Reads().Change(context.Source.Lens, context.Source.Row.Recorded);
}

public sealed class CredibilityType : ObjectGraphType<SeenClaim>
{
    public CredibilityType()
    {
        Name = "Credibility";
        Description = "A curator's grade of a claim.";
        Field<NonNullGraphType<CredibilityGradeType>>("grade").Description("The grade.").Resolve(c => c.Source.Row.Credibility);
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why.").Resolve(c => c.Source.Row.CredibilityReason);
        Field<NonNullGraphType<ChangeType>>("change").Description("Who graded it, and when.").Resolve(c => c.Reads().Change(c.Source.Lens, c.Source.Row.CredibilityPosition!.Value));
    }
}

public sealed class StandingType : ObjectGraphType<SeenClaim>
{
    public StandingType()
    {
        Name = "Standing";
        Description = "Whether a claim still stands and, if not, why.";
        Field<NonNullGraphType<StandingStatusType>>("status").Description("Whether it stands.").Resolve(c => c.Source.Row.Standing);
        Field<StringGraphType>("reason").Description("Why it no longer stands; null while it does.").Resolve(c => c.Source.Row.StandingReason);
        Field<ClaimType>("supersededBy").Description("The claim that takes its place; null when there is none.")
            .Resolve(c => c.Source.Row.SupersededBy is { } id ? c.Reads().Claim(c.Source.Lens, id) : null);
        Field<ChangeType>("change").Description("The change that took it away; null while it stands.")
            .Resolve(c => c.Source.Row is { Standing: not Standing.Standing, StandingPosition: { } position } ? c.Reads().Change(c.Source.Lens, position) : null);
    }
}
