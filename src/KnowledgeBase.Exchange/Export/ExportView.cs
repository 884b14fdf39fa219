using System.Runtime.CompilerServices;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Reading;
using KnowledgeBase.Store.Reading.Bulk;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Exchange.Export;

/// <summary>
/// The base as it stood at one position, in pages. What it reads is never more than a page, with what the page names. Entities whose
/// details were erased are not in it, nor is any claim or fact that is about one or names one; each of those is told.
/// </summary>
/// <param name="queries">Where it reads.</param>
/// <param name="lens">At a position.</param>
/// <param name="knownAt">When the last change up to there was recorded; null for an empty base.</param>
/// <param name="report">Is told what is left out.</param>
public sealed class ExportView(ExportQueries queries, Lens lens, DateTimeOffset? knownAt, Action<Unfit>? report)
{
    private static readonly Unfit ErasedClaim = new("claim.erased", "It is about a person, or names one, whose details were erased on request.");
    private static readonly Unfit ErasedFact = new("fact.erased", "It is about a person, or names one, whose details were erased on request.");
    private static readonly Unfit ErasedSnapshot = new("snapshot.erased", "Its content was erased on request.");
    private static readonly Unfit ErasedEntity = new("entity.erased", "A person whose details were erased on request.");

    public Lens Lens => lens;

    public ExportQueries Queries => queries;

    public DateTimeOffset? KnownAt => knownAt;

    /// <summary>Tells that something does not fit.</summary>
    public void Report(string what, string why) => report?.Invoke(new(what, why));

    /// <summary>Also those that were merged into others.</summary>
    public async IAsyncEnumerable<IReadOnlyList<EntityRow>> EntitiesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in queries.Bulk.EntitiesAsync(lens, cancellation)) yield return Kept(page, e => !e.IsErased, ErasedEntity);
    }

    /// <summary>What was merged into some entities, directly or by others, by the survivors.</summary>
    public async Task<ILookup<Guid, EntityRow>> AbsorbedAsync(IReadOnlyList<Guid> survivors, CancellationToken cancellation) =>
        (await queries.Bulk.AbsorbedAsync(lens, survivors, cancellation)).Where(e => !e.IsErased).ToLookup(e => e.Survivor);

    /// <summary>An erased one has neither title nor key of its own any more; what cites it still does.</summary>
    public IAsyncEnumerable<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken cancellation) => queries.Bulk.SourcesAsync(lens, cancellation);

    public IAsyncEnumerable<IReadOnlyList<CitationRow>> CitationsAsync(CancellationToken cancellation) => queries.Bulk.CitationsAsync(lens, cancellation);

    /// <summary>What some sources are called.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(IEnumerable<Guid> ids, CancellationToken cancellation) =>
        (await queries.Sources.ByIdsAsync(lens, [.. ids.Distinct()], cancellation)).Values.Where(s => !s.IsErased).ToDictionary(s => s.Id, s => s.Title);

    /// <summary>Sources that published others.</summary>
    public IAsyncEnumerable<IReadOnlyList<SourceRow>> PublishersAsync(CancellationToken cancellation) => queries.Bulk.PublishersAsync(lens, cancellation);

    /// <summary>What sources looked like. One whose content was erased is not there.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SnapshotRow>> SnapshotsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in queries.Bulk.SnapshotsAsync(lens, cancellation)) yield return Kept(page, s => s.Sha256.Length > 0, ErasedSnapshot);
    }

    /// <summary>Imports or requests.</summary>
    public IAsyncEnumerable<IReadOnlyList<OriginRow>> OriginsAsync(OriginKind kind, CancellationToken cancellation) => queries.Origins.OriginsAsync(lens, kind, cancellation);

    /// <summary>Names of all who recorded something, as the API shows them.</summary>
    public IAsyncEnumerable<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellation) => queries.Origins.AccountsAsync(lens, cancellation);

    /// <summary>The changes that registered some entities and sources, or retracted some sources.</summary>
    public async Task<(IReadOnlyDictionary<Guid, ChangeRow> Registered, IReadOnlyDictionary<long, ChangeRow> At)> ChangesAsync(
        IReadOnlyList<Guid> streams, IEnumerable<long> positions, CancellationToken cancellation) =>
        (await queries.Origins.RegistrationsAsync(lens, streams, cancellation), await queries.Changes.AtAsync(lens, [.. positions], cancellation));

    /// <summary>Claims as they were recorded, also those that no longer stand, with what they name.</summary>
    public IAsyncEnumerable<ClaimPage> ClaimsAsync(CancellationToken cancellation) => PagesAsync(queries.Bulk.ClaimsAsync(lens, cancellation), cancellation);

    /// <summary>The same, those about one entity together, in the order of the entities' ids; what was merged is about the survivor.</summary>
    public IAsyncEnumerable<ClaimPage> ClaimsBySubjectAsync(CancellationToken cancellation) =>
        PagesAsync(queries.Bulk.ClaimsBySubjectAsync(lens, cancellation), cancellation);

    private async IAsyncEnumerable<ClaimPage> PagesAsync(IAsyncEnumerable<IReadOnlyList<ClaimRow>> pages, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in pages)
        {
            var entities = await EntitiesAsync(page.SelectMany(Named), cancellation);
            var claims = Kept(page, c => !c.IsErased && Named(c).All(id => !entities[id].IsErased), ErasedClaim);
            var sources = await SourcesAsync(claims.SelectMany(Speaking), cancellation);
            var positions = claims.SelectMany(c => new[] { c.Recorded, c.CredibilityPosition, c.RankPosition, c.StandingPosition }).OfType<long>().Distinct().ToList();
            yield return new(
                claims, entities, sources, await queries.Changes.AtAsync(lens, positions, cancellation),
                await queries.Snapshots.QuotationsAsync(lens, [.. claims.Where(c => c.QuoteExact is not null).Select(c => c.Id)], cancellation));
        }
    }

    /// <summary>What the base accepts, and why. Facts of which nobody speaks any more are none.</summary>
    public async IAsyncEnumerable<FactPage> FactsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var keys in queries.Bulk.FactKeysAsync(lens, cancellation))
        {
            var stored = (await queries.Facts.ByKeysAsync(lens, keys, cancellation)).Values.SelectMany(r => r).Where(r => r.Status != FactStatus.Unknown).ToList();
            var details = await queries.Facts.DetailsAsync(lens, keys, cancellation);
            // Erased between the two statements, or before.
            var rows = Kept(stored, r => details[new(r.Subject, r.Property)].Claims.Values.All(c => !c.IsErased), ErasedFact);
            var facts = rows.OrderBy(r => r.Subject).ThenBy(r => r.Property).ThenBy(r => r.Slot, StringComparer.Ordinal)
                .Select(r => new ExportedFact(r, details[new(r.Subject, r.Property)])).ToList();
            var entities = await EntitiesAsync(facts.SelectMany(f => f.Values).OfType<EntityValue>().Select(v => v.EntityId).Concat(facts.Select(f => f.Row.Subject)), cancellation);
            var kept = Kept(
                facts, f => !entities[f.Row.Subject].IsErased && f.Values.OfType<EntityValue>().All(v => !entities[v.EntityId].IsErased), ErasedFact);
            var publishers = kept.SelectMany(f => f.Details.Graph.Sources.Values).Select(s => s.Publisher).OfType<Guid>().Distinct().ToList();
            yield return new(
                kept, entities, await queries.Sources.ByIdsAsync(lens, publishers, cancellation),
                await queries.Changes.AtAsync(lens, [.. kept.Select(f => f.Row.ValueSince).OfType<long>().Distinct()], cancellation));
        }
    }

    private List<T> Kept<T>(IReadOnlyList<T> all, Func<T, bool> isKept, Unfit otherwise)
    {
        var kept = all.Where(isKept).ToList();
        for (var i = kept.Count; i < all.Count; i++) report?.Invoke(otherwise);
        return kept;
    }

    private Task<IReadOnlyDictionary<Guid, EntityRow>> EntitiesAsync(IEnumerable<Guid> ids, CancellationToken cancellation) =>
        queries.Bulk.EntitiesAsync(lens, [.. ids.Distinct()], cancellation);

    /// <summary>With their publishers.</summary>
    private async Task<IReadOnlyDictionary<Guid, SourceRow>> SourcesAsync(IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var sources = await queries.Sources.ByIdsAsync(lens, [.. ids.Distinct()], cancellation);
        var missing = sources.Values.Select(s => s.Publisher).OfType<Guid>().Where(id => !sources.ContainsKey(id)).Distinct().ToList();
        if (missing.Count == 0) return sources;
        var publishers = await queries.Sources.ByIdsAsync(lens, missing, cancellation);
        return sources.Concat(publishers).ToDictionary(s => s.Key, s => s.Value);
    }

    private static IEnumerable<Guid> Named(ClaimRow claim)
    {
        yield return claim.Subject;
        yield return claim.RecordedSubject;
        if (claim.Value is EntityValue value) yield return value.EntityId;
    }

    private static IEnumerable<Guid> Speaking(ClaimRow claim) =>
        claim.AttributedTo.Chains.SelectMany(c => c).Append(claim.Source).Append(claim.ReadIn ?? claim.Source);
}
