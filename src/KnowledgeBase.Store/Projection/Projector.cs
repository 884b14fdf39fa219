using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Erasure;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.Store.Projection.Quotations;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Projection;

/// <summary>Applies events to a page, one after the other: a pure function of the events and of what the page loaded.</summary>
internal sealed class Projector
{
    private readonly Page page;
    private readonly FactProjector facts;
    private readonly IdentityProjector identities;

    public Projector(Page page)
    {
        this.page = page;
        facts = new(page);
        identities = new(page, facts);
    }

    /// <summary>Loads what the events touch, and applies them to it; nothing is written.</summary>
    /// <param name="model">The read model that the events follow on.</param>
    /// <param name="events">In the order of the log, without a gap.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<(Page Page, QuotationTables? Quotations)> ProjectAsync(
        ModelReader model, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        var page = await ProjectPageAsync(model, events, cancellation);
        return (page, await QuotationProjector.ApplyAsync(model, events, cancellation));
    }

    /// <summary>The same without quotations, which follow from nothing else in the read model but the claims before.</summary>
    public static async Task<Page> ProjectPageAsync(ModelReader model, IReadOnlyList<RecordedEvent> events, CancellationToken cancellation)
    {
        var page = await PageLoader.LoadAsync(model, events, cancellation);
        var projector = new Projector(page);
        foreach (var e in events) projector.Apply(e.Data, e.Position);
        return page;
    }

    /// <param name="event">The payload.</param>
    /// <param name="position">Its position in the log.</param>
    public void Apply(object @event, long position)
    {
        switch (@event)
        {
            case IEntityRegistered e: Register(e, position); break;
            case EntityRelabelled e: page.Identities.Rows.Set(Entity(e.EntityId) with { Label = e.Label }, position); break;
            case IdentityJudged e: identities.Apply(e, position); break;
            case EntityMerged e: identities.Apply(e, position); break;
            case EntityUnmerged e: identities.Apply(e, position); break;
            case SourceRegistered e:
                page.Sources.Set(Described(e.SourceId, e.Key, e.Description, null) with { IsErased = e.IsErased }, position);
                // One request may cite a source before the log registers it: events are appended stream by stream.
                facts.RefreshAbove(e.SourceId, position);
                break;
            case SourceDescribed e: Describe(e, position); break;
            case SourceCited e: Cite(e, position); break;
            case CitationRemoved e:
                page.Sources.RemoveCitation(e.SourceId, e.CitedId, position);
                facts.RefreshAbove(e.SourceId, position);
                break;
            case SourceReliabilityGraded e:
                page.Sources.Set(Source(e.SourceId) with { Reliability = e.Grade, ReliabilityReason = e.Reason, ReliabilityPosition = position }, position);
                facts.RefreshAt(e.SourceId, position);
                break;
            // Kept by QuotationProjector, which needs texts that are not loaded for a whole page.
            case SourceSnapshotTaken: break;
            case SourceRetracted e:
                page.Sources.Set(
                    Source(e.SourceId) with { RetractionReason = e.Reason, RetractedOn = e.RetractedOn?.Text, RetractionPosition = position }, position);
                facts.RefreshAbove(e.SourceId, position);
                break;
            case IndependenceJudged e:
                page.Sources.Set(new IndependenceRow(e.FirstSourceId, e.SecondSourceId, e.Verdict, e.Reason), position);
                facts.RefreshAbove(e.FirstSourceId, position);
                facts.RefreshAbove(e.SecondSourceId, position);
                break;
            case ClaimAsserted e: Set(identities.Understood(Asserted(e, page.Claims.Find(e.ClaimId), position)), position); break;
            case ClaimCredibilityGraded e:
                Set(Claim(e.ClaimId) with { Credibility = e.Grade, CredibilityReason = e.Reason, CredibilityPosition = position }, position);
                break;
            case ClaimRanked e:
                Set(Claim(e.ClaimId) with { Rank = e.Rank, RankReason = e.Reason, RankPosition = position }, position);
                break;
            case ClaimRetracted e: Set(Fallen(e.ClaimId, Standing.Retracted, e.Reason, null, position), position); break;
            case ClaimWithdrawn e:
                Set(Fallen(e.ClaimId, e.SupersededBy is null ? Standing.Withdrawn : Standing.Superseded, e.Reason, e.SupersededBy, position), position);
                break;
            // What it tells of is in the events that it rewrote: they are projected as they read now.
            case SubjectErased: break;
            default: throw new InvalidOperationException($"The read model does not know what to do with a {@event.GetType().Name} (position {position}).");
        }
    }

    private void Register(IEntityRegistered e, long position)
    {
        page.Identities.Rows.Set(new(e.EntityId, e.Kind, e.Key, e.Label, null, e.EntityId, e.IsErased), position);
        if (e.Kind != EntityKind.Expulsion) return;
        page.Expulsions.Set(new(e.EntityId), position);
        // One request may merge another into it before the log registers it.
        facts.RefreshOf(e.EntityId, position);
    }

    private void Describe(SourceDescribed e, long position)
    {
        var row = Source(e.SourceId);
        page.Sources.Set(Described(e.SourceId, row.Key, e.Description, row), position);
        facts.RefreshAbove(e.SourceId, position);
    }

    private void Cite(SourceCited e, long position)
    {
        var first = page.Sources.Citations.Find((e.SourceId, e.CitedId))?.FirstCited ?? position;
        page.Sources.Set(new CitationRow(e.SourceId, e.CitedId, e.Manner, e.WasConsulted, e.Note, first), position);
        facts.RefreshAbove(e.SourceId, position);
    }

    private void Set(ClaimRow row, long position)
    {
        page.Claims.Set(row, position);
        page.ClaimIndex.Add(row);
        facts.Refresh(row.Subject, row.Property, position);
    }

    private static SourceRow Described(Guid id, string key, SourceDescription d, SourceRow? before)
    {
        var row = before ?? new SourceRow(id, key, d.Kind, d.Title, null, null, null, null, null, null, false);
        return row with
        {
            Kind = d.Kind,
            Title = d.Title,
            Url = d.Url,
            Publisher = d.PublisherId,
            Published = d.PublishedOn?.Text,
            PublishedFrom = d.PublishedOn?.Earliest,
            PublishedTo = d.PublishedOn?.Latest,
            Language = d.Language,
            IsOriginal = d.IsOriginalReporting,
        };
    }

    private static ClaimRow Asserted(ClaimAsserted e, ClaimRow? before, long position) => new(
        e.ClaimId, e.SubjectId, Domain.Properties.PropertyRegistry.Get(e.Property).Number, e.Value, e.Stance, e.SourceId, new(e.AttributedTo),
        e.StatedOn?.Text, e.StatedOn?.Earliest, e.StatedOn?.Latest, e.ValidDuring?.Text, e.ValidDuring?.Earliest, e.ValidDuring?.Latest,
        e.Quotation?.Exact, e.Quotation?.Prefix, e.Quotation?.Suffix, e.ReadInSourceId, e.Note, before?.Credibility, before?.CredibilityReason,
        before?.CredibilityPosition, before?.Rank ?? Rank.Normal, before?.RankReason, before?.RankPosition, Standing.Standing, null, null, null,
        before?.Recorded ?? position, e.SubjectId, (e.Value as EntityValue)?.EntityId, e.IsErased);

    private ClaimRow Fallen(Guid id, Standing standing, string reason, Guid? supersededBy, long position) => Claim(id) with
    {
        Standing = standing,
        StandingReason = reason,
        StandingPosition = position,
        SupersededBy = supersededBy,
    };

    private EntityRow Entity(Guid id) => page.Identities.Rows.Find(id) ?? throw Missing("entity", id);

    private SourceRow Source(Guid id) => page.Sources.Rows.Find(id) ?? throw Missing("source", id);

    private ClaimRow Claim(Guid id) => page.Claims.Find(id) ?? throw Missing("claim", id);

    private static InvalidOperationException Missing(string what, Guid id) => new($"An event is about {what} {id}, which the read model does not have.");
}
