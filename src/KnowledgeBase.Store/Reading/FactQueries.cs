using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>One property of one entity.</summary>
public readonly record struct FactKey(Guid Subject, short Property);

/// <summary>All that stands behind the facts of one property of one entity.</summary>
/// <param name="BySlot">Resolved anew, by the same rule that the stored facts were made with.</param>
/// <param name="Claims">Every claim on the property, also those that no longer stand or that fall.</param>
/// <param name="Fallen">Claims that stand no more, or do not hold, through the lens.</param>
public sealed record FactDetails(
    IReadOnlyDictionary<string, Fact> BySlot, IReadOnlyDictionary<Guid, ClaimRow> Claims, IReadOnlySet<Guid> Fallen, KnownGraph Graph);

/// <summary>What the base accepts, and the claims and sources that it rests on.</summary>
public sealed class FactQueries(ReadDatabase database, LineageQueries lineages)
{
    private static readonly Listing<FactRow> Changed = new(
        RowReaders.FactColumns("f"), RowReaders.FactWidth, r => RowReaders.Fact(r),
        // Row by row in the order of what changed, which may be hundreds of thousands, of which a page is wanted.
        t => $"{t.Effects} g cross join lateral (select o.* from {t.OwnFacts} o where o.subject = g.subject and o.property = g.property and o.slot = g.slot offset 0) f");

    private static readonly Ordering ChangedOrdering = Order("g");

    /// <summary>The stored facts, ordered by slot; nothing for a property that nobody spoke of.</summary>
    public async Task<IReadOnlyDictionary<FactKey, IReadOnlyList<FactRow>>> ByKeysAsync(
        Lens lens, IReadOnlyList<FactKey> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select {RowReaders.FactColumns("f")} from unnest({Subjects(keys, parameters)}, {Properties(keys, parameters)}) k(subject, property)
            cross join lateral (select f.* from {new LensTables(lens, parameters).Facts} f where f.subject = k.subject and f.property = k.property offset 0) f
            order by f.subject, f.property, f.slot collate "C"
            """,
            parameters, r => RowReaders.Fact(r), cancellation);
        return rows.GroupBy(r => new FactKey(r.Subject, r.Property)).ToDictionary(g => g.Key, g => (IReadOnlyList<FactRow>)[.. g]);
    }

    /// <summary>The order of facts in lists.</summary>
    public static Ordering Ordering { get; } = Order("f");

    /// <summary>The facts that a lens changes, as they are through it.</summary>
    public Task<Page<FactRow>> ChangedAsync(Lens lens, IReadOnlyList<LensEffect> effects, PageRequest page, CancellationToken cancellation) =>
        Changed.PageAsync(database, lens, new(ChangedOrdering, page), w => $"g.effect = any({w.Param(effects.Select(e => (short)e).ToArray())})", cancellation);

    private static Ordering Order(string alias) => new(
        "facts", [new("subject", $"{alias}.subject", OrderType.Uuid), new("property", $"{alias}.property", OrderType.Number)], new("slot", $"{alias}.slot collate \"C\"", OrderType.Text));

    /// <summary>In two statements: the standing claims, and the citations below their sources.</summary>
    public async Task<IReadOnlyDictionary<FactKey, FactDetails>> DetailsAsync(
        Lens lens, IReadOnlyList<FactKey> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var claims = await database.ReadAsync(
            $"""
            select {RowReaders.ClaimColumns("c")} from unnest({Subjects(keys, parameters)}, {Properties(keys, parameters)}) k(subject, property)
            cross join lateral (select c.* from {new LensTables(lens, parameters).AllClaims} c where c.subject = k.subject and c.property = k.property offset 0) c
            """,
            parameters, r => RowReaders.Claim(r), cancellation);
        var graph = await lineages.BelowAsync(
            lens, [.. claims.SelectMany(c => c.AttributedTo.Chains.SelectMany(i => i).Append(c.Source).Append(c.ReadIn ?? c.Source)).Distinct()], cancellation);
        var byKey = claims.ToLookup(c => new FactKey(c.Subject, c.Property));
        return keys.ToDictionary(k => k, k => Resolve(lens, k, [.. byKey[k]], graph));
    }

    private static FactDetails Resolve(Lens lens, FactKey key, IReadOnlyList<ClaimRow> claims, KnownGraph graph)
    {
        var holding = claims.Where(c => Holds(lens, c)).ToList();
        var evidence = holding.Where(c => FactEvidence.Stands(c, graph.Citations)).Select(c => FactEvidence.Of(c, graph.Citations)).ToList();
        var bySlot = FactSlots.Resolve(PropertyRegistry.Get(key.Property), evidence, graph.Citations);
        return new(bySlot, claims.ToDictionary(c => c.Id), lens.View is null ? NoClaims : Fallen(claims, holding, bySlot, graph.Citations), graph);
    }

    /// <summary>A claim that does not say when its value held is not bound to any time.</summary>
    private static bool Holds(Lens lens, ClaimRow claim) =>
        lens.View?.ValidAt is not { } date || claim.Valid is null || date.MayOverlap(claim.ValidFrom, claim.ValidTo);

    private static HashSet<Guid> Fallen(IReadOnlyList<ClaimRow> claims, List<ClaimRow> holding, IReadOnlyDictionary<string, Fact> bySlot, CitationGraph graph)
    {
        var standing = holding.Select(c => c.Id).ToHashSet();
        var fallen = claims.Select(c => c.Id).Where(id => !standing.Contains(id)).ToHashSet();
        fallen.UnionWith(bySlot.Values.SelectMany(f => f.Fallen).Select(e => e.ClaimId));
        // What was taken back before falls with its source too.
        fallen.UnionWith(holding.Where(c => !FactEvidence.Stands(c, graph) && graph.Falls(FactEvidence.Of(c, graph).Start)).Select(c => c.Id));
        return fallen;
    }

    private static readonly HashSet<Guid> NoClaims = [];

    private static string Subjects(IReadOnlyList<FactKey> keys, Parameters parameters) => parameters.Add(keys.Select(k => k.Subject).ToArray());

    private static string Properties(IReadOnlyList<FactKey> keys, Parameters parameters) => parameters.Add(keys.Select(k => k.Property).ToArray());
}
