using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Store.Reading.Known;
using KnowledgeBase.Store.Reading.Paging;
using KnowledgeBase.Store.Reading.Sql;
using KnowledgeBase.Store.ReadModel;
using Npgsql;

namespace KnowledgeBase.Store.Reading;

/// <summary>An entity and, when it is an expulsion, its accepted values side by side.</summary>
public sealed record EntityRecord(EntityRow Entity, ExpulsionRow? Expulsion);

/// <summary>Entities by id, in lists, and below others.</summary>
public sealed class EntityQueries(ReadDatabase database, ModelStates states)
{
    /// <summary>Most entities that are kept in memory, of some 300 bytes each.</summary>
    private const int MostKnown = 50_000;

    private readonly KnownRows<EntityRecord> known = new(database, "model.entity", MostKnown);

    private static readonly Listing<EntityRecord> Expulsions = new(
        $"{RowReaders.EntityColumns("e")}, {RowReaders.ExpulsionColumns("x")}", RowReaders.EntityWidth + RowReaders.ExpulsionWidth,
        r => new(RowReaders.Entity(r), RowReaders.Expulsion(r, RowReaders.EntityWidth)),
        t => $"{t.Expulsions} x join {t.Entities} e on e.id = x.id", t => t.IsExpulsionInTheWorld);

    private static readonly Dictionary<EntityKind, Listing<EntityRecord>> Listings = Enum.GetValues<EntityKind>().ToDictionary(
        kind => kind, kind => kind == EntityKind.Expulsion ? Expulsions : new Listing<EntityRecord>(
            RowReaders.EntityColumns("e"), RowReaders.EntityWidth, r => new(RowReaders.Entity(r), null),
            t => $"{t.Entities} e", t => $"e.kind = {(int)kind} and e.merged_into is null and {t.IsInTheWorld("e.id")}"));

    /// <summary>Entities by their ids. One that was merged into another is answered by its survivor.</summary>
    /// <remarks>Expulsions, whose row is made of facts, and what was merged, which two rows tell, are asked for each time.</remarks>
    public async Task<IReadOnlyDictionary<Guid, EntityRecord>> ByIdsAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        await ByIdsAsync(lens, ids, await states.AskAsync(cancellation), cancellation);

    /// <param name="state">What the database showed, at some time since the caller was asked.</param>
    public Task<IReadOnlyDictionary<Guid, EntityRecord>> ByIdsAsync(Lens lens, IReadOnlyList<Guid> ids, ModelState state, CancellationToken cancellation) =>
        known.ReadAsync(lens, ids, state, (missing, c) => LoadAsync(lens, missing, c), r => r.Expulsion is null, cancellation);

    /// <summary>An entity that is kept in memory; null when it is not.</summary>
    public EntityRecord? TryFind(Lens lens, Guid id, ModelState state) => known.TryFind(lens, id, state);

    private Task<List<Versioned<EntityRecord>>> LoadAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        const int Own = RowReaders.EntityWidth + RowReaders.ExpulsionWidth;
        var parameters = new Parameters();
        var tables = new LensTables(lens, parameters);
        return database.ReadAsync(
            $"""
            select {RowReaders.EntityColumns("e")}, {RowReaders.ExpulsionColumns("x")}, n.id, n.since, n.until, n.merged_into is null from {tables.Entities} n
            join {tables.Entities} e on e.id = n.survivor
            left join {tables.Expulsions} x on x.id = e.id
            where n.id = any({parameters.Add(ids.ToArray())})
            """,
            // What stands under another id is told by that one's row too: it ends here, so that it is not kept.
            parameters, r => new Versioned<EntityRecord>(r.GetGuid(Own), Read(r), r.GetInt64(Own + 1), r.GetBoolean(Own + 3) ? r.GetInt64(Own + 2) : long.MinValue), cancellation);
    }

    /// <summary>Their own labels, also of those that others absorbed.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> LabelsAsync(Lens lens, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var rows = await database.ReadAsync(
            $"select e.id, e.label from {new LensTables(lens, parameters).Entities} e where e.id = any({parameters.Add(ids.ToArray())})",
            parameters, r => (Id: r.GetGuid(0), Label: r.GetString(1)), cancellation);
        return rows.ToDictionary(r => r.Id, r => r.Label);
    }

    public Task<Page<EntityRecord>> PageAsync(Lens lens, EntityKind kind, ListRequest request, CancellationToken cancellation) =>
        Listings[kind].PageAsync(database, lens, request, null, cancellation);

    public Task<IReadOnlyDictionary<Guid, Page<EntityRecord>>> RelatedAsync(
        Lens lens, EntityRelation relation, ListRequest request, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        Listings[relation.Kind].PagesAsync(database, lens, request, ids, relation.Link, cancellation);

    /// <summary>Whether a row of some entities themselves, of the claims about them, or of their facts began or ended in a span of positions.</summary>
    /// <param name="ids">With those that were merged into the ones that are meant.</param>
    /// <param name="after">Exclusive.</param>
    /// <param name="to">Inclusive.</param>
    public async Task<bool> HasChangedAsync(IReadOnlyList<Guid> ids, long after, long to, CancellationToken cancellation)
    {
        var parameters = new Parameters();
        var (of, from, until) = (parameters.Add(ids.ToArray()), parameters.Add(after), parameters.Add(to));
        string Changed(string table, string key) =>
            $"exists (select from model.{table} t where t.{key} = any({of}) and (t.since > {from} and t.since <= {until} or t.until > {from} and t.until <= {until}))";
        var rows = await database.ReadAsync(
            $"select {Changed("entity", "id")} or {Changed("claim", "subject")} or {Changed("fact", "subject")}", parameters, r => r.GetBoolean(0), cancellation);
        return rows[0];
    }

    private static EntityRecord Read(NpgsqlDataReader reader)
    {
        var entity = RowReaders.Entity(reader);
        if (entity.Kind != EntityKind.Expulsion) return new(entity, null);
        // Nothing claimed of it yet: no row, and every value unknown.
        return new(entity, reader.IsDBNull(RowReaders.EntityWidth) ? new(entity.Id) : RowReaders.Expulsion(reader, RowReaders.EntityWidth));
    }
}
