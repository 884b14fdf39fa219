using GraphQL;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.GraphQL.Relay;
using KnowledgeBase.GraphQL.Types.Identity;
using KnowledgeBase.Store.History;
using KnowledgeBase.Store.Lenses;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Identity;
using KnowledgeBase.Store.Reading.Known;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sums;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.GraphQL.Batching;

/// <summary>Everything that resolvers load by key, batched. One for each request.</summary>
public sealed class Reads(
    Batches batches, EntityQueries entities, SourceQueries sources, ClaimQueries claims, FactQueries facts, LineageQueries lineages, ChangeQueries changes,
    StatisticsQueries statistics, ExchangeQueries exchanges, SearchQueries search, IdentityQueries identities, IdentityCandidateQueries candidates,
    ModelStates states, LensOpener lenses, StoryQueries stories, EffectQueries effects, AcceptedValueQueries accepted, OriginQueries origins, SnapshotQueries snapshots)
{
    public EntityQueries Entities => entities;

    public SourceQueries Sources => sources;

    public IdentityQueries Identities => identities;

    public ClaimQueries Claims => claims;

    public ChangeQueries Changes => changes;

    public EffectQueries Effects => effects;

    public AcceptedValueQueries Accepted => accepted;

    public OriginQueries Origins => origins;

    public SnapshotQueries Snapshots => snapshots;

    public StatisticsQueries Statistics => statistics;

    public SearchQueries Search => search;

    /// <summary>Opens a lens, once for a request; null when it looks from a position that the log does not have.</summary>
    public Task<Lens?> OpenAsync(LensRequest request, CancellationToken cancellation) =>
        lenses.OpenAsync(request, cancellation);

    /// <summary>The lens of an id.</summary>
    public Loaded<Lens?> Lens(string code) => batches.Of<string, Lens>("lens", async (codes, c) =>
    {
        var opened = new Dictionary<string, Lens>();
        foreach (var id in codes)
        {
            if (LensCode.TryParse(id, out var request) && await lenses.OpenAsync(request, c) is { } lens) opened[id] = lens;
        }

        return opened;
    }).Load(code);

    /// <summary>Whether a source falls through the lens.</summary>
    public Loaded<bool> SourceFalls(Lens lens, Guid id) => Falls("source_out", lens, id, (ids, c) => sources.FallenAsync(lens, ids, c));

    /// <summary>Whether a claim falls through the lens.</summary>
    public Loaded<bool> ClaimFalls(Lens lens, Guid id) => Falls("claim_out", lens, id, (ids, c) => claims.FallenAsync(lens, ids, c));

    /// <summary>Facts that a lens changes, as they are through it.</summary>
    public async Task<Page<SeenFact>> ChangedFactsAsync(Lens lens, IReadOnlyList<LensEffect> effects, PageRequest page, CancellationToken cancellation)
    {
        var rows = await facts.ChangedAsync(lens, effects, page, cancellation);
        return rows.Select(r => new SeenFact(lens, r.Subject, PropertyRegistry.Get(r.Property), r));
    }

    public Loaded<SeenEntity?> Entity(Lens lens, Guid id) => batches.State is { } state && entities.TryFind(lens, id, state) is { } known
        ? new(new SeenEntity(lens, known.Entity, known.Expulsion))
        : batches.Of<Guid, EntityRecord>(("entity", lens), async (ids, c) => await entities.ByIdsAsync(lens, ids, await batches.StateAsync(states, c), c)).Load(id)
        .Then(r => r is null ? null : new SeenEntity(lens, r.Entity, r.Expulsion));

    /// <summary>An entity as it was registered, whether or not it was merged into another one.</summary>
    public Loaded<SeenReference?> Reference(Lens lens, Guid id) => batches
        .Of<Guid, EntityReferenceRow>(("reference", lens), (ids, c) => identities.ByIdsAsync(lens, ids, c)).Load(id)
        .Then(r => r is null ? null : new SeenReference(lens, r));

    /// <summary>What was merged into an entity.</summary>
    public Loaded<IReadOnlyList<SeenReference>> Absorbed(Lens lens, Guid id) => batches
        .Of<Guid, IReadOnlyList<EntityReferenceRow>>(("absorbed", lens), (ids, c) => identities.AbsorbedAsync(lens, ids, c)).Load(id)
        .Then<IReadOnlyList<SeenReference>>(rows => [.. (rows ?? []).Select(r => new SeenReference(lens, r))]);

    /// <summary>What may be the same as an entity.</summary>
    public Loaded<IReadOnlyList<SeenIdentityCandidate>> IdentityCandidates(Lens lens, Guid id) => batches
        .Of<Guid, IReadOnlyList<IdentityCandidate>>(("candidates", lens), (ids, c) => candidates.OfAsync(lens, ids, c)).Load(id)
        .Then<IReadOnlyList<SeenIdentityCandidate>>(found => [.. (found ?? []).Select(f => new SeenIdentityCandidate(lens, f))]);

    public Task<IdentityCandidatePage> IdentityCandidatesAsync(
        Lens lens, IReadOnlyList<EntityKind> kinds, int size, Cursor? after, CancellationToken cancellation) => candidates.PageAsync(lens, kinds, size, after, cancellation);

    public Loaded<SeenSource?> Source(Lens lens, Guid id) => batches.State is { } state && sources.TryFind(lens, id, state) is { } known
        ? new(new SeenSource(lens, known))
        : batches.Of<Guid, Store.ReadModel.SourceRow>(("source", lens), async (ids, c) => await sources.ByIdsAsync(lens, ids, await batches.StateAsync(states, c), c)).Load(id)
        .Then(r => r is null ? null : new SeenSource(lens, r));

    public Loaded<SeenClaim?> Claim(Lens lens, Guid id) => batches
        .Of<Guid, Store.ReadModel.ClaimRow>(("claim", lens), (ids, c) => claims.ByIdsAsync(lens, ids, c)).Load(id)
        .Then(r => r is null ? null : new SeenClaim(lens, r));

    /// <summary>The snapshot that a change recorded.</summary>
    public Loaded<SeenSnapshot?> Snapshot(Lens lens, long position) => batches
        .Of<long, Store.ReadModel.SnapshotRow>(("snapshot", lens), (positions, c) => snapshots.AtAsync(lens, positions, c)).Load(position)
        .Then(r => r is null ? null : new SeenSnapshot(lens, r));

    /// <summary>The text of a snapshot; null when it was erased.</summary>
    public Loaded<string?> SnapshotText(SnapshotContentKey key) => batches.Of<SnapshotContentKey, string>("snapshot text", snapshots.TextsAsync).Load(key);

    /// <summary>How a claim's quotation compares with the snapshots; null for a claim without one.</summary>
    public Loaded<SeenQuotation?> Quotation(SeenClaim claim) => batches
        .Of<Guid, Store.ReadModel.QuotationRow>(("quotation", claim.Lens), (ids, c) => snapshots.QuotationsAsync(claim.Lens, ids, c)).Load(claim.Row.Id)
        .Then(r => r is null ? null : new SeenQuotation(claim, r));

    public Loaded<SeenChange?> Change(Lens lens, long position) => batches
        .Of<long, ChangeRow>(("change", lens), (positions, c) => changes.AtAsync(lens, positions, c)).Load(position)
        .Then(r => r is null ? null : new SeenChange(lens, r));

    /// <summary>The erasure of an entity or a source.</summary>
    public Loaded<ErasureRow?> Erasure(Guid subject) => batches.Of<Guid, ErasureRow>("erasure", changes.ErasuresAsync).Load(subject);

    /// <summary>What a change says. Whoever asks may see the change.</summary>
    public Loaded<Story?> Story(long position) => batches.Of<long, Story>("story", stories.TellAsync).Load(position);

    /// <summary>An entity's own label, also when another one absorbed it.</summary>
    public Loaded<string?> Label(Lens lens, Guid id) => batches
        .Of<Guid, string>(("label", lens), (ids, c) => entities.LabelsAsync(lens, ids, c)).Load(id);

    /// <summary>What a source is called where it is mentioned.</summary>
    public Loaded<SourceName?> SourceName(Lens lens, Guid id) => batches
        .Of<Guid, SourceName>(("source name", lens), (ids, c) => sources.NamesAsync(lens, ids, c)).Load(id);

    /// <summary>The first change of an import or of a request; null when it has none that can be seen.</summary>
    public Loaded<ChangeRow?> FirstOf(SeenOrigin origin) => batches
        .Of<string, ChangeRow>(("origin", origin.Kind, origin.Lens), (ids, c) => origins.FirstAsync(origin.Lens, origin.Kind, ids, c)).Load(origin.Key);

    /// <summary>How many events are recorded of an entity, a source or a claim itself.</summary>
    public Loaded<long> Version(Lens lens, Guid stream) => batches
        .Of<Guid, long>(("version", lens), (ids, c) => changes.VersionsAsync(lens, ids, c)).Load(stream);

    /// <summary>The facts of one property; none when nobody spoke of it.</summary>
    public Loaded<IReadOnlyList<SeenFact>> Facts(Lens lens, Guid subject, Property property) => batches
        .Of<FactKey, IReadOnlyList<Store.ReadModel.FactRow>>(("facts", lens), (keys, c) => facts.ByKeysAsync(lens, keys, c))
        .Load(new(subject, property.Number))
        .Then<IReadOnlyList<SeenFact>>(rows => [.. (rows ?? []).Select(r => new SeenFact(lens, subject, property, r))]);

    /// <summary>All that stands behind a fact; null when nobody spoke of it.</summary>
    public Loaded<FactDetails?> Details(Lens lens, FactKey key) => batches
        .Of<FactKey, FactDetails>(("details", lens), (keys, c) => facts.DetailsAsync(lens, keys, c)).Load(key);

    /// <summary>What the expulsions of an episode sum up to.</summary>
    public Loaded<ExpulsionStatistic?> Total(Lens lens, Guid episode) => batches
        .Of<Guid, ExpulsionStatistic>(("total", lens), (ids, c) => statistics.OfEpisodesAsync(lens, ids, c)).Load(episode);

    /// <summary>Who took part in an episode.</summary>
    public Loaded<EpisodeParties?> Parties(Lens lens, Guid episode) => batches
        .Of<Guid, EpisodeParties>(("parties", lens), (ids, c) => statistics.PartiesOfEpisodesAsync(lens, ids, c)).Load(episode);

    /// <summary>Sums of what two parties expelled of each other's staff, by the expelling party.</summary>
    public Loaded<IReadOnlyList<ExpulsionStatistic>?> Balance(Lens lens, PartyPair pair) => batches
        .Of<PartyPair, IReadOnlyList<ExpulsionStatistic>>(("balance", lens), (pairs, c) => statistics.BetweenAsync(lens, pairs, c)).Load(pair);

    /// <summary>The exchange that an expulsion begins.</summary>
    public Loaded<ExchangeRecord?> Exchange(Lens lens, Guid beginning) => batches
        .Of<Guid, ExchangeRecord>(("exchange", lens), (ids, c) => exchanges.ByBeginningsAsync(lens, ids, c)).Load(beginning);

    /// <summary>A page of the expulsions between a party and another one.</summary>
    public Loaded<Page<SeenEntity>> Between(IResolveFieldContext context, Lens lens, PartyPair pair, Func<Guid, EntityRelation> relation, ListRequest request) => batches
        .Of<Guid, Page<EntityRecord>>(
            ("between", context.FieldAst, lens, pair.Other), (ids, c) => entities.RelatedAsync(lens, relation(pair.Other), request, ids, c))
        .Load(pair.One).Then(p => p!.Select(r => new SeenEntity(lens, r.Entity, r.Expulsion)));

    /// <summary>The citations below sources and chains of attribution.</summary>
    public Loaded<KnownGraph?> Graph(Lens lens, LineageStart start) => batches
        .Of<LineageStart, KnownGraph>(("graph", lens), async (starts, c) =>
        {
            var ids = starts.SelectMany(s => s.AttributedTo.SelectMany(i => i).Append(s.SourceId)).Distinct().ToList();
            var graph = await lineages.BelowAsync(lens, ids, c);
            return starts.ToDictionary(s => s, _ => graph);
        }).Load(start);

    private Loaded<bool> Falls(string name, Lens lens, Guid id, Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyDictionary<Guid, bool>>> fetch) =>
        lens.View is null ? new(_ => Task.FromResult(false)) : batches.Of<Guid, bool>((name, lens), fetch).Load(id);

    /// <summary>A page of what belongs to an entity; one statement for all entities that the same field asks for.</summary>
    public Loaded<Page<SeenEntity>> Related(IResolveFieldContext context, Lens lens, Guid parent, EntityRelation relation, ListRequest request) =>
        Below(context, lens, parent, request, (ids, c) => entities.RelatedAsync(lens, relation, request, ids, c), r => new SeenEntity(lens, r.Entity, r.Expulsion));

    /// <summary>A page of a list below a parent, fetched together for all parents of which the same field asks it.</summary>
    public Loaded<Page<TSeen>> Below<TParent, T, TSeen>(
        IResolveFieldContext context, Lens lens, TParent parent, ListRequest request,
        Func<IReadOnlyList<TParent>, CancellationToken, Task<IReadOnlyDictionary<TParent, Page<T>>>> fetch, Func<T, TSeen> seen)
        where TParent : notnull => batches
        .Of(("list", context.FieldAst, lens), fetch).Load(parent)
        .Then(p => (p ?? throw new InvalidOperationException($"No page of {request.Ordering.Name} was answered.")).Select(seen));
}

/// <summary>Short ways for resolvers.</summary>
public static class ReadsContext
{
    public static Reads Reads(this IResolveFieldContext context) => context.RequestServices!.GetRequiredService<Reads>();

    /// <summary>The lens of a root field.</summary>
    public static Lens Lens(this IResolveFieldContext context) => context.Source as Lens ?? Store.Reading.Lens.Now;

    /// <summary>Whether a root field is asked through a lens.</summary>
    public static bool HasLens(this IResolveFieldContext context) => context.Source is Lens;
}
