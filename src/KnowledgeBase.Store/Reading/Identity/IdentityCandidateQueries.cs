using System.Text.Json;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using Npgsql;

namespace KnowledgeBase.Store.Reading.Identity;

/// <summary>
/// Finds entities that may be one. A page looks at some entities, in the order of their ids, and finds what is like each
/// of them through indexes: its cost does not grow with the square of the base.
/// </summary>
public sealed class IdentityCandidateQueries(ReadDatabase database)
{
    /// <summary>Entities that one page looks at.</summary>
    public const int Window = 50;

    /// <summary>Candidates of one entity, those that are most like it.</summary>
    public const int MostOfOne = 25;

    /// <summary>By the lower id of the pair, then by the other.</summary>
    public static Ordering Ordering { get; } = new("identityCandidates", [new("entity", "a.id", OrderType.Uuid)], new("other", "b.id", OrderType.Uuid));

    public async Task<IdentityCandidatePage> PageAsync(
        Lens lens, IReadOnlyList<EntityKind> kinds, int size, Cursor? after, CancellationToken cancellation)
    {
        var window = await WindowAsync(lens, kinds, after is null ? Guid.Empty : Guid.Parse(after.Values[0]), cancellation);
        var parameters = new Parameters();
        var beyond = after is null ? "true" : Ordering.Beyond(after, false, parameters);
        var found = await ReadAsync(
            lens, window, "c.id > a.id", parameters, $"where {beyond} order by a.id, b.id limit {parameters.Add(size + 1)}", cancellation);
        var edges = found.Take(size).Select(c => new Edge<IdentityCandidate>(c, PlaceOf(c.Entity, c.Other))).ToList();
        if (found.Count > size) return new(edges, edges[^1].Cursor);
        return new(edges, window.Count < Window ? null : PlaceOf(window[^1], Guid.AllBitsSet).Cursor);
    }

    /// <summary>Those of some entities, best first.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<IdentityCandidate>>> OfAsync(Lens lens, IReadOnlyList<Guid> entities, CancellationToken cancellation)
    {
        var found = await ReadAsync(lens, entities, "c.id <> a.id", new(), "order by a.id, b.score desc, b.id", cancellation);
        return found.GroupBy(c => c.Entity).ToDictionary(g => g.Key, g => (IReadOnlyList<IdentityCandidate>)[.. g]);
    }

    private async Task<List<Guid>> WindowAsync(Lens lens, IReadOnlyList<EntityKind> kinds, Guid from, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        return await database.ReadAsync(
            $"""
            select e.id from {new LensTables(lens, parameters).Entities} e
            where e.merged_into is null and e.kind = any({parameters.Add(kinds.Select(k => (short)k).ToArray())}) and e.id >= {parameters.Add(from)}
            order by e.id limit {Window}
            """,
            parameters, r => r.GetGuid(0), cancellation);
    }

    private async Task<List<IdentityCandidate>> ReadAsync(
        Lens lens, IReadOnlyList<Guid> entities, string order, Parameters parameters, string rest, CancellationToken cancellation)
    {
        if (entities.Count == 0) return [];
        var statement = new IdentityCandidateStatement(new LensTables(lens, parameters));
        return await database.ReadAsync(
            $"select a.id, b.id, b.reasons from {statement.Of(parameters.Add(entities.ToArray()))} a cross join lateral ({statement.Like(order)}) b {rest}",
            parameters, Read, cancellation);
    }

    private static Place PlaceOf(Guid entity, Guid other) => new(Ordering.Name, [entity.ToString("D"), other.ToString("D")]);

    private static IdentityCandidate Read(NpgsqlDataReader r) =>
        new(r.GetGuid(0), r.GetGuid(1), JsonSerializer.Deserialize<List<Sameness>>(r.GetString(2), StoreJson.Options)!);
}
