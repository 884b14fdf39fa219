using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Provenance;
using KnowledgeBase.Store.Facts;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;

namespace KnowledgeBase.Store.Reading;

/// <summary>One property of one entity.</summary>
public readonly record struct FactKey(Guid Subject, short Property);

/// <summary>All that stands behind the facts of one property of one entity.</summary>
/// <param name="BySlot">Resolved anew, by the same rule that the stored facts were made with.</param>
public sealed record FactDetails(IReadOnlyDictionary<string, Fact> BySlot, IReadOnlyDictionary<Guid, ClaimRow> Claims, KnownGraph Graph);

/// <summary>What the base accepts, and the claims and sources that it rests on.</summary>
public sealed class FactQueries(ReadDatabase database, LineageQueries lineages)
{
    /// <summary>The stored facts, ordered by slot; nothing for a property that nobody spoke of.</summary>
    public async Task<IReadOnlyDictionary<FactKey, IReadOnlyList<FactRow>>> ByKeysAsync(
        Lens lens, IReadOnlyList<FactKey> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"""
            select {RowReaders.FactColumns("f")} from unnest({Subjects(keys, parameters)}, {Properties(keys, parameters)}) k(subject, property)
            join {new LensTables(lens, parameters).Facts} f on f.subject = k.subject and f.property = k.property
            order by f.subject, f.property, f.slot collate "C"
            """,
            parameters, r => RowReaders.Fact(r), cancellation);
        return rows.GroupBy(r => new FactKey(r.Subject, r.Property)).ToDictionary(g => g.Key, g => (IReadOnlyList<FactRow>)[.. g]);
    }

    /// <summary>In two statements: the standing claims, and the citations below their sources.</summary>
    public async Task<IReadOnlyDictionary<FactKey, FactDetails>> DetailsAsync(
        Lens lens, IReadOnlyList<FactKey> keys, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var claims = await database.ReadAsync(
            $"""
            select {RowReaders.ClaimColumns("c")} from unnest({Subjects(keys, parameters)}, {Properties(keys, parameters)}) k(subject, property)
            join {new LensTables(lens, parameters).AllClaims} c on c.subject = k.subject and c.property = k.property
            """,
            parameters, r => RowReaders.Claim(r), cancellation);
        var graph = await lineages.BelowAsync(
            lens, [.. claims.SelectMany(c => c.AttributedTo.Chains.SelectMany(i => i).Append(c.Source)).Distinct()], cancellation);
        var byKey = claims.ToLookup(c => new FactKey(c.Subject, c.Property));
        return keys.ToDictionary(k => k, k => Resolve(k, [.. byKey[k]], graph));
    }

    private static FactDetails Resolve(FactKey key, IReadOnlyList<ClaimRow> claims, KnownGraph graph)
    {
        var evidence = claims.Where(c => FactEvidence.Stands(c, graph.Citations)).Select(c => FactEvidence.Of(c, graph.Citations)).ToList();
        return new(
            FactSlots.Resolve(PropertyRegistry.Get(key.Property), evidence, graph.Citations), claims.ToDictionary(c => c.Id), graph);
    }

    private static string Subjects(IReadOnlyList<FactKey> keys, Parameters parameters) => parameters.Add(keys.Select(k => k.Subject).ToArray());

    private static string Properties(IReadOnlyList<FactKey> keys, Parameters parameters) => parameters.Add(keys.Select(k => k.Property).ToArray());
}
